import ByteStreams
import Conversion
import JSONRecords
import Sophos
import TestSupport
import Testing

@Suite struct ExplainRunTests {
    /// Everything that is explained of `input`.
    private func explain(
        _ input: Path, _ request: PieceWatcher.Request = .init(limit: .max),
        _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> (pieces: [ExplainedPiece], watcher: PieceWatcher) {
        var options = ConvertOptions()
        change(&options)
        nonisolated(unsafe) var pieces: [ExplainedPiece] = []
        let watcher = PieceWatcher(request) {
            pieces.append($0)
            return true
        }
        let run = ExplainRun(try InputList([.path(input)]), options, mapping: .builtIn)
        try run.run(watcher) { _, _ in }
        return (pieces, watcher)
    }

    private func explain(
        text: String, _ request: PieceWatcher.Request = .init(limit: .max),
        _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> (pieces: [ExplainedPiece], watcher: PieceWatcher) {
        let directory = TemporaryDirectory()
        return try explain(
            directory.write(Array(text.utf8), to: "in.ndjson"), request, change)
    }

    @Test(arguments: Format.allCases, [false, true])
    func `What is explained is what is converted, in every sample`(
        format: Format, takesRejections: Bool
    ) throws {
        let change = { (options: inout ConvertOptions) in
            options.format = format
            if takesRejections { options.categories.insert(.rejection) }
            options.unmapped = takesRejections ? .reject : .category
        }
        let converted = try convert(Sample.root, change)
        let (pieces, watcher) = try explain(Sample.root, .init(limit: .max), change)
        #expect(watcher.matched == converted.summary.total.seen)
        #expect(watcher.shown == pieces.count)
        var alerts: [Path: [UInt8]] = [:]
        var rejects: [Path: UInt64] = [:]
        var filtered = Count<FilterReason>()
        for piece in pieces {
            switch piece.outcome {
            case .converted(let alert): alerts[piece.file, default: []] += alert
            case .filtered(let reason): filtered[reason] += 1
            case .rejected: rejects[piece.file, default: 0] += 1
            }
        }
        #expect(filtered == converted.summary.total.filtered)
        for file in converted.summary.files {
            let name = String(decoding: file.file.bytes, as: UTF8.self)
            let published = "\(name).\(format.fileExtension)"
            let bytes =
                converted.tree.files["alerts/\(published)"]
                ?? converted.tree.files["unproven/\(published)"] ?? []
            #expect(alerts[file.file] ?? [] == bytes, "\(name)")
            let lines = converted.tree.files["rejects/\(name).ndjson"]?.count { $0 == 0x0A } ?? 0
            #expect(rejects[file.file] ?? 0 == UInt64(lines), "\(name)")
        }
    }

    @Test func `Steps come in the order in which they are decided, as far as it went`() throws {
        let click =
            #"{"url":"u","userEmailAddress":"a@example.com","scanResult":"VERDICT","date":"DATE","ttpDefinition":"Mine"}"#
        func steps(_ verdict: String, _ date: String) throws -> [String] {
            let text = click.replacing("VERDICT", with: verdict).replacing("DATE", with: date)
            return try explain(text: text).pieces[0].steps.map {
                String("\($0)".prefix { $0 != "(" })
            }
        }
        let date = "2024-11-17T17:00:30Z"
        let all = [
            "kind", "category", "asExpected", "verdict", "window", "name", "threat", "severity",
            "identity", "values",
        ]
        #expect(try steps("malicious", date) == all)
        #expect(try steps("Clean", date) == Array(all[..<4]))
        #expect(try steps("malicious", "soon") == ["kind", "category", "unexpected"])
    }

    @Test func `A number picks one piece, an outcome its like, a limit the first`() throws {
        let good = #"{"url":"u","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}"#
        let safe = good.replacing("malicious", with: "safe")
        let text = [good, "x", safe, good, "y", good].joined(separator: "\n")
        var request = PieceWatcher.Request()
        request.record = 3
        var (pieces, watcher) = try explain(text: text, request)
        #expect(pieces.map(\.record) == [3])
        #expect(pieces[0].outcome == .filtered(.cleanOrSafe))
        request.record = 7
        (pieces, watcher) = try explain(text: text, request)
        #expect(pieces.isEmpty && !watcher.sawRecord)
        request = PieceWatcher.Request()
        request.outcome = .rejected
        #expect(try explain(text: text, request).pieces.map(\.record) == [2, 5])
        request.outcome = .converted
        request.limit = 2
        (pieces, watcher) = try explain(text: text, request)
        #expect(pieces.map(\.record) == [1, 4])
        #expect(watcher.matched == 3)
    }

    @Test func `A fault has its place in the bytes that are shown`() throws {
        let text = #"""
            {"url":"u","scanResult":"malicious","date": "soon"}
            {"url":"u","scanResult" "malicious"}
            {"url":"u","scanResult":"malicious"}
            """#
        let pieces = try explain(text: text).pieces
        let found = pieces.map { piece in
            piece.faultIndex.map { String(decoding: piece.raw[$0...].prefix(6), as: UTF8.self) }
        }
        #expect(found == ["\"soon\"", "\"malic", nil])
    }
}
