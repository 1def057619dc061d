import Accounts
import ByteStreams
import JSONRecords
import Mimecast
import Pipeline
import Runs
import Sophos
import Synchronization
import TestSupport
import Testing

@Suite struct ExplainRunTests {
    /// All explanations for `input`, and the damage reported.
    private func explain(
        _ input: Path, _ request: ExplainRequest = .init(limit: .max), jobs: Int = 1,
        _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> (pieces: [ExplainedPiece], totals: ExplainRun.Totals) {
        var options = ConvertOptions()
        change(&options)
        let pieces = Mutex<[ExplainedPiece]>([])
        var run = ExplainRun(try InputList([.path(input)]), options, mapping: .builtIn)
        run.jobs = jobs
        let totals = try run.run(request) { find in
            if case .piece(let piece) = find { pieces.withLock { $0.append(piece) } }
            return true
        }
        return (pieces.withLock { $0 }, totals)
    }

    private func explain(
        text: String, _ request: ExplainRequest = .init(limit: .max),
        _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> (pieces: [ExplainedPiece], totals: ExplainRun.Totals) {
        let directory = TemporaryDirectory()
        return try explain(
            directory.write(Array(text.utf8), to: "in.ndjson"), request, change)
    }

    @Test(arguments: Format.allCases, [false, true])
    func `explanations agree with conversions in every sample`(
        format: Format, takesRejections: Bool
    ) throws {
        let change = { (options: inout ConvertOptions) in
            options.format = format
            if takesRejections { options.categories.insert(.rejection) }
            options.unmapped = takesRejections ? .reject : .category
        }
        let converted = try convert(Sample.root, change)
        let (pieces, totals) = try explain(Sample.root, .init(limit: .max), change)
        #expect(totals.matched == converted.summary.total.seen)
        #expect(totals.seen == converted.summary.total.seen)
        #expect(totals.inputs == UInt64(converted.summary.files.count))
        #expect(totals.shown == UInt64(pieces.count))
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

    @Test func `steps come in the order of the decisions made`() throws {
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

    // MARK: Which pieces

    @Test func `a number picks one piece, an outcome all such pieces, a limit the first ones`()
        throws
    {
        let good = #"{"url":"u","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}"#
        let safe = good.replacing("malicious", with: "safe")
        let text = [good, "x", safe, good, "y", good].joined(separator: "\n")
        var request = ExplainRequest()
        request.record = 3
        var (pieces, totals) = try explain(text: text, request)
        #expect(pieces.map(\.record) == [3])
        #expect(pieces[0].outcome == .filtered(.cleanOrSafe))
        request.outcome = .rejected
        (pieces, totals) = try explain(text: text, request)
        #expect(pieces.isEmpty && totals.found == 1 && totals.matched == 0)
        request.outcome = nil
        request.record = 7
        (pieces, totals) = try explain(text: text, request)
        #expect(pieces.isEmpty && totals.found == 0)
        request = ExplainRequest()
        request.outcome = .rejected
        #expect(try explain(text: text, request).pieces.map(\.record) == [2, 5])
        request.outcome = .converted
        request.limit = 2
        (pieces, totals) = try explain(text: text, request)
        #expect(pieces.map(\.record) == [1, 4])
        #expect(totals.matched == 3 && totals.shown == 2)
    }

    @Test func `a text picks the records and broken pieces that contain it, fully decided`()
        throws
    {
        let text = #"""
            {"url":"https:\/\/one.example\/","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}
            {"url":"https://two.example/","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}
            {"url":"https://ONE.example/","scanResult":"clean","date":"2024-11-17T17:00:30Z"}
            {"url":"https://one.example/","scanResult":"malicious","date":"soon"}
            {"url":"https://one.example/
            {"one.example/":1,"aCode":"x"}
            """#
        var request = ExplainRequest()
        request.text = SoughtText("one.example/")
        let (pieces, totals) = try explain(text: text, request)
        #expect(pieces.map(\.record) == [1, 3, 4, 5])
        #expect(pieces.map(\.outcome.name) == [.converted, .filtered, .rejected, .rejected])
        #expect(pieces[0].steps.count == 10)
        #expect(totals.seen == 6 && totals.found == 4)
        request.outcome = .rejected
        let rejected = try explain(text: text, request)
        #expect(rejected.pieces.map(\.record) == [4, 5])
        #expect(rejected.totals.found == 4 && rejected.totals.matched == 2)
    }

    @Test func `an id picks the record its alert came from, in every sample`() throws {
        let all = try explain(Sample.root) { $0.categories = Set(Category.allCases) }
        var records: [String: [String]] = [:]
        for piece in all.pieces {
            for case .identity(let id, _) in piece.steps {
                records[id.text, default: []].append("\(piece.file.bytes) \(piece.record)")
            }
        }
        #expect(records.count > 100)
        for (id, places) in records.sorted(by: { $0.key < $1.key }).prefix(5) {
            var request = ExplainRequest(limit: .max)
            request.id = AlertID(text: id.uppercased())
            #expect(request.id != nil)
            let (pieces, totals) = try explain(Sample.root, request, jobs: 2) {
                $0.categories = Set(Category.allCases)
            }
            #expect(pieces.map { "\($0.file.bytes) \($0.record)" } == places)
            #expect(totals.found == UInt64(places.count) && totals.seen == all.totals.seen)
        }
    }

    @Test(
        arguments: [
            (
                """
                {"date":"2024-11-17T17:00:30Z","result":"malicious","fileName":"f","fileHash":"0f",\
                "messageId":"m","recipientAddress":"r@x","senderAddress":"s@x","subject":""}
                """,
                [.messageId, .recipientAddress, .fileHash, .fileName]
            ),
            (
                """
                {"eventTime":"2024-11-17T17:00:30Z","definition":"d","hits":1,"messageId":"m","id":"i"}
                """,
                [.id, .messageId]
            ),
            (
                """
                {"timestamp":1731862950000,"type":"url protect","processingId":"p","aggregateId":null,\
                "messageId":"m","url":"u","recipients":"r@x","subject":"s"}
                """,
                [.processingId, .recipients, .url]
            ),
            // Without a message id everything counts that is there, in the table's order.
            (
                """
                {"subject":"s","details":"","url":"u","userEmailAddress":"r@x","scanResult":"malicious",\
                "date":"2024-11-17T17:00:30Z","unheardOf":"x"}
                """,
                [.scanResult, .userEmailAddress, .subject, .url]
            ),
        ] as [(String, [Field])])
    func `the fields that an id is made from are named`(json: String, fields: [Field]) throws {
        let steps = try #require(try explain(text: json).pieces.first).steps
        let named = steps.compactMap {
            if case .identity(_, let fields) = $0 { fields } else { nil }
        }
        #expect(named == [fields])
    }

    @Test func `anything that is not a piece has no number, whatever is searched for`() throws {
        let good = #"{"url":"u","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}"#
        let text = """
            {"value":[{"url":"https://needle/","expiry":"x","size":1},{"url":"b","expiry":"x","size":1}]}
            {"fail":[{"code":"needle"}],"data":[]}
            \(good.replacing("\"u\"", with: "\"needle\""))
            """
        var request = ExplainRequest()
        request.text = SoughtText("needle")
        #expect(try explain(text: text, request).pieces.map(\.record) == [1])
    }

    // MARK: Several inputs

    /// Files with records whose links identify them.
    private func folder(files: Int, records: Int) -> TemporaryDirectory {
        let directory = TemporaryDirectory()
        for file in 10..<(10 + files) {
            let lines = (0..<records).map {
                #"{"url":"https://\#(file).example/\#($0)","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}"#
            }
            _ = directory.write(Array(lines.joined(separator: "\n").utf8), to: "\(file).ndjson")
        }
        return directory
    }

    @Test(arguments: [1, 2, 7])
    func `finds come in input order, however many inputs are read at once`(jobs: Int) throws {
        let directory = folder(files: 30, records: 20)
        for limit in [Int.max, 1, 25, 600] {
            var request = ExplainRequest(limit: limit)
            request.text = SoughtText("EXAMPLE/")
            let (pieces, totals) = try explain(directory.path, request, jobs: jobs)
            let expected = (10..<40).flatMap { file in
                (1...20).map { "\(file).ndjson \($0)" }
            }
            let found = pieces.map {
                "\(String(decoding: $0.file.bytes, as: UTF8.self)) \($0.record)"
            }
            #expect(found == Array(expected.prefix(limit)), "\(limit)")
            #expect(totals.matched == 600 && totals.shown == UInt64(min(limit, 600)))
        }
    }

    @Test(arguments: [1, 3])
    func `nothing is shown after showing has stopped`(jobs: Int) throws {
        let directory = folder(files: 20, records: 5)
        let shown = Mutex(0)
        var run = ExplainRun(
            try InputList([.path(directory.path)]), ConvertOptions(), mapping: .builtIn)
        run.jobs = jobs
        let totals = try run.run(ExplainRequest(limit: .max)) { _ in
            shown.withLock { count in
                count += 1
                return count < 7
            }
        }
        #expect(shown.withLock { $0 } == 7)
        #expect(totals.shown == 7)
    }

    @Test
    func `damage to an input is reported after its pieces, with the path it was opened under`()
        throws
    {
        let directory = TemporaryDirectory()
        _ = directory.write(Array("1\n".utf8), to: "a.json")
        _ = directory.write(Array("PK\u{3}\u{4}zip".utf8), to: "b.json")
        _ = directory.write(Array("2\n".utf8), to: "c.json")
        let finds = Mutex<[String]>([])
        let list = try InputList([.path(directory.path)])
        _ = try ExplainRun(list, ConvertOptions(), mapping: .builtIn).run(ExplainRequest()) {
            find in
            let text =
                switch find {
                case .piece(let piece): String(decoding: piece.path.bytes, as: UTF8.self)
                case .damage(let path, let damage):
                    String(decoding: path.bytes, as: UTF8.self) + " \(damage.reason.rawValue)"
                }
            finds.withLock { $0.append(text) }
            return true
        }
        let root = String(decoding: directory.path.bytes, as: UTF8.self)
        #expect(
            finds.withLock { $0 } == [
                "\(root)/a.json", "\(root)/b.json input-not-json", "\(root)/c.json",
            ])
    }

    // MARK: Parts of a piece

    @Test func `a fault has its position in the bytes shown`() throws {
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

    private func identity(_ text: String) throws -> [String: String] {
        let identity = try #require(try explain(text: text).pieces.first).identity
        let texts = [
            "time": identity.time, "user": identity.user, "messageID": identity.messageID,
            "subject": identity.subject, "url": identity.url, "fileName": identity.fileName,
        ]
        return texts.compactMapValues { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    private static let known = #"""
        {"date":"2024-11-17T17:00:30Z","recipients":["", "b@example.com"],"messageId":"\u003c1@x>",
         "subject":"Pr\u00fcfung","fileName":"a.pdf","fileHash":"0","result":"malicious",
         "senderAddress":"x@example.org"}
        """#

    @Test func `a record is identified by its time, user, message, subject and file`() throws {
        let expected = [
            "time": "2024-11-17T17:00:30Z", "user": "b@example.com", "messageID": "<1@x>",
            "subject": "Prüfung", "fileName": "a.pdf",
        ]
        #expect(try identity(Self.known) == expected)
        #expect(
            try identity(#"{"eventTime":"soon","Rcpt":"c@example.com","MsgId":"m","url":"u"}"#)
                == ["time": "soon", "user": "c@example.com", "messageID": "m", "url": "u"])
    }

    @Test func `a broken piece is identified by what can be made out`() throws {
        let broken =
            #"{"date":"2024","recipientAddress":"b@example.com", "hits":4,"url" : "https:\/\/x","subject":"cut"#
        #expect(
            try identity(broken) == [
                "time": "2024", "user": "b@example.com", "url": #"https:\/\/x"#, "subject": "cut",
            ])
        #expect(try identity("[1,\"url\",2]") == [:])
        #expect(try identity(#"{"url":"#) == [:])
    }

    @Test func `a long text is cut between characters`() throws {
        let text = try identity(
            #"{"date":"d","url":"\#(String(repeating: "ü", count: 2000))","scanResult":"x"}"#)
        let url = try #require(text["url"])
        #expect(url.utf8.count <= 1024 && url.utf8.count > 1000)
        #expect(url.allSatisfy { $0 == "ü" })
    }
}
