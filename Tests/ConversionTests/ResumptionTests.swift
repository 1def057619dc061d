import ByteStreams
import JSONRecords
import Sophos
import Synchronization
import TestSupport
import Testing

@testable import Conversion

@Suite struct ResumptionTests {
    private static func click(_ number: Int) -> String {
        #"{"url":"https://a.example/\#(number)","scanResult":"malicious","userEmailAddress":"a@example.com","messageId":"<\#(number)@a>","date":"2024-11-17T17:02:30Z"}"#
            + "\n"
    }

    /// Files that overlap, each with something to reject.
    private static func write(to directory: borrowing TemporaryDirectory) {
        for file in 0..<6 {
            let lines = (0..<10).map { click(file * 7 + $0) }.joined() + "{\(file)\n"
            _ = directory.write(Array(lines.utf8), to: "f\(file).ndjson")
        }
    }

    private func run(
        _ input: Path, _ output: Path, resumes: Bool = false,
        _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> (report: ResumeReport?, tree: Tree) {
        var options = ConvertOptions()
        change(&options)
        var run = ConvertRun(try InputList([.path(input)]), to: .directory(output), options)
        run.resumes = resumes
        run.jobs = 2
        let report = Reports()
        run.onResume = { report.add($0) }
        _ = try run.run()
        return (report.last, Tree(output, leavingOut: ["run.json"]))
    }

    private final class Reports: @unchecked Sendable {
        // Sendable although it is changed: runs call it once, before they begin.
        private(set) var last: ResumeReport?
        func add(_ report: ResumeReport) { last = report }
    }

    private func failure(_ body: () throws -> Void) -> RunError? {
        do {
            try body()
            return nil
        } catch {
            return error as? RunError
        }
    }

    @Test(arguments: [false, true])
    func `with nothing changed everything stays`(deduplicates: Bool) throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let out = output.path.appending("out")
        let first = try run(input.path, out) { $0.deduplicates = deduplicates }
        let second = try run(input.path, out, resumes: true) { $0.deduplicates = deduplicates }
        #expect(second.report?.kept == 6)
        #expect(second.tree.differences(from: first.tree) == [])
    }

    @Test(arguments: [false, true], [false, true])
    func `inputs that changed, came or went are noticed`(
        deduplicates: Bool, checksums: Bool
    ) throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let change = { (options: inout ConvertOptions) in
            options.deduplicates = deduplicates
            options.checksums = checksums
        }
        let out = output.path.appending("out")
        _ = try run(input.path, out, change)
        // The same contents once more, which have other times.
        if checksums { Self.write(to: input) }
        _ = input.write(Array((Self.click(1) + Self.click(500)).utf8), to: "f2.ndjson")
        _ = input.write(Array(Self.click(501).utf8), to: "f3a.ndjson")
        try Directories.removeTree(input.path.appending("f4.ndjson"))
        try Directories.removeTree(out.appending("alerts/f1.ndjson.ndjson"))
        let resumed = try run(input.path, out, resumes: true, change)
        let report = try #require(resumed.report)
        #expect(report.changed == 1)
        #expect(report.added == 1)
        #expect(report.removed == 1)
        #expect(report.spoiled == 1)
        #expect(report.kept + report.following == 3)
        #expect(report.following == (deduplicates ? 2 : 0))
        let fresh = try run(input.path, output.path.appending("fresh"), change)
        #expect(resumed.tree.differences(from: fresh.tree) == [])
    }

    @Test func `other options are refused by name`() throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let out = output.path.appending("out")
        _ = try run(input.path, out)
        let error = failure {
            _ = try run(input.path, out, resumes: true) { $0.unmapped = .reject }
        }
        guard case .otherOptions(_, let difference) = error else {
            Issue.record("expected otherOptions")
            return
        }
        #expect(Sentences.sentence(difference) == "--unmapped was keep, is reject")
    }

    /// Fills `input`, converts it into `out`, and gives the manifest of that run.
    private func manifest(
        of input: borrowing TemporaryDirectory, in out: Path
    ) throws -> (path: Path, text: [UInt8]) {
        Self.write(to: input)
        _ = try run(input.path, out)
        let path = out.appending("manifest.json")
        return (path, try #require(TemporaryDirectory.contents(path)))
    }

    @Test func `a manifest with any byte changed or missing is refused`() throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        let out = output.path.appending("out")
        let (path, text) = try manifest(of: input, in: out)
        for offset in stride(from: 0, to: text.count, by: 41) {
            var changed = text
            changed[offset] ^= 1
            #expect(throws: ManifestFault.self) { try Manifest(document: changed, at: path) }
            #expect(throws: ManifestFault.self) {
                try Manifest(document: Array(text[..<offset]), at: path)
            }
        }
        #expect(try Manifest(document: text, at: path).entries.count == 6)
        try Directories.removeTree(path)
        let error = failure { _ = try run(input.path, out, resumes: true) }
        #expect(error == .manifest(path, .missing))
    }

    @Test func `an entry whose summary is none is told by its own line`() throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        let out = output.path.appending("out")
        let (path, text) = try manifest(of: input, in: out)
        var lines = text.split(separator: UInt8(ascii: "\n")).map {
            String(decoding: $0, as: UTF8.self)
        }
        let place = try #require(lines.lastIndex { $0.contains(#""f3.ndjson""#) })
        lines[place] = lines[place].replacing(#""summary":{"#, with: #""summary":{"no":1,"#)
        var changed = ByteBuffer(capacity: 1 << 16)
        for line in lines.dropLast(2) { changed.append(utf8: line + "\n") }
        ManifestText.appendChecksum(changed.withBytes { CRC32.of($0) }, to: &changed)
        _ = output.write(changed.bytes, to: "out/manifest.json")
        // Inputs that are new give the others other numbers.
        for name in ["a.ndjson", "b.ndjson"] { _ = input.write([], to: name) }
        let error = failure { _ = try run(input.path, out, resumes: true) }
        #expect(error == .manifest(path, .damaged(line: place + 1)))
    }

    @Test func `a journal may end in the middle of a line, and nowhere else be damaged`() throws {
        let output = TemporaryDirectory()
        let fingerprint = RunFingerprint(ConvertOptions(), .builtIn)
        let journal = try RunJournal(
            OutputTree(output.path), fingerprint, ConvertOptions(), keeping: [])
        for number in 0..<3 {
            try journal.add(FileResult(relative: Path("f\(number)")), number, nil)
        }
        let path = OutputTree(output.path).journal
        let text = try #require(TemporaryDirectory.contents(path))
        let ends = text.indices.filter { text[$0] == UInt8(ascii: "\n") }
        for length in (ends[0] + 1)...text.count {
            let cut = try Manifest(journal: Array(text[..<length]), at: path)
            #expect(cut.fingerprint == fingerprint)
            #expect(cut.entries.count == ends.count { $0 < length } - 1)
        }
        for offset in 0..<ends[2] where offset % 7 == 0 {
            var changed = text
            changed[offset] ^= 1
            #expect(throws: ManifestFault.self) { try Manifest(journal: changed, at: path) }
        }
    }

    @Test func `every input has its line, however many are done at once`() throws {
        let output = TemporaryDirectory()
        let tree = OutputTree(output.path)
        let fingerprint = RunFingerprint(ConvertOptions(), .builtIn)
        let journal = try RunJournal(tree, fingerprint, ConvertOptions(), keeping: [])
        let next = Atomic(0)
        let failures = Atomic(0)
        Workers.run(16) {
            while case let number = next.add(1, ordering: .relaxed).oldValue, number < 400 {
                do throws(RunError) {
                    try journal.add(FileResult(relative: Path("f\(number)")), number, nil)
                } catch {
                    failures.add(1, ordering: .relaxed)
                }
            }
        }
        #expect(failures.load(ordering: .relaxed) == 0)
        let text = try #require(TemporaryDirectory.contents(tree.journal))
        let names = (0..<400).map { Path("f\($0)") }
        let noted = try Manifest(journal: text, at: tree.journal).entries
        #expect(Set(noted.keys) == Set(names))
        try journal.finish()
        let manifest = try #require(try Manifest.read(tree))
        #expect(manifest.entries.values.sorted { $0.line < $1.line }.map(\.path) == names)
    }
}
