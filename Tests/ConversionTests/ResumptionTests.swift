import ByteStreams
import JSONRecords
import Reports
import Sophos
import Synchronization
import TestSupport
import Testing

@testable import Accounts
@testable import Pipeline
@testable import Runs

@Suite struct ResumptionTests {
    private static func click(_ number: Int) -> String {
        #"{"url":"https://a.example/\#(number)","scanResult":"malicious","userEmailAddress":"a@example.com","messageId":"<\#(number)@a>","date":"2024-11-17T17:02:30Z"}"#
            + "\n"
    }

    /// Overlapping files, each with something to reject.
    private static func write(to directory: borrowing TemporaryDirectory) {
        for file in 0..<6 {
            let lines = (0..<10).map { click(file * 7 + $0) }.joined() + "{\(file)\n"
            _ = directory.write(Array(lines.utf8), to: "f\(file).ndjson")
        }
    }

    private func run(
        _ input: Path, _ output: Path, resumes: Bool = false, prunes: Bool = false,
        _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> (report: ResumeReport?, tree: Tree) {
        var options = ConvertOptions()
        change(&options)
        var run = ConvertRun(try InputList([.path(input)]), to: .directory(output), options)
        run.resumes = resumes
        run.jobs = 2
        run.prunes = prunes
        let summary = try run.run()
        return (summary.thisRun?.resumed, Tree(output, leavingOut: ["run.json"]))
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
    func `if nothing changed, everything is kept`(deduplicates: Bool) throws {
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
    func `changed, new and missing inputs are noticed`(
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
        // The same contents once more, with other times.
        if checksums { Self.write(to: input) }
        _ = input.write(Array((Self.click(1) + Self.click(500)).utf8), to: "f2.ndjson")
        _ = input.write(Array(Self.click(501).utf8), to: "f3a.ndjson")
        try Directories.removeTree(input.path.appending("f4.ndjson"))
        try Directories.removeTree(out.appending("alerts/f1.ndjson.ndjson"))
        let resumed = try run(input.path, out, resumes: true, prunes: true, change)
        let report = try #require(resumed.report)
        #expect(report.changed == 1)
        #expect(report.added == 1)
        #expect(report.pruned == 1 && report.gone == 0)
        #expect(report.spoiled == 1)
        #expect(report.kept + report.following == 3)
        #expect(report.following == (deduplicates ? 2 : 0))
        let fresh = try run(input.path, output.path.appending("fresh"), change)
        #expect(resumed.tree.differences(from: fresh.tree) == [])
    }

    @Test func `different options are refused by name`() throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let out = output.path.appending("out")
        _ = try run(input.path, out)
        let error = failure {
            _ = try run(input.path, out, resumes: true) { $0.unmapped = .reject }
        }
        guard case .otherOptions(_, let differences) = error else {
            Issue.record("expected otherOptions")
            return
        }
        #expect(differences.map(Sentences.sentence) == ["--unmapped was keep, is reject"])
    }

    @Test func `a different mapping is reported row by row`() throws {
        let text = #"""
            {"version":1,"threats":[
              {"alertType":"URL Protection","threatId":"T1566.002","threatName":"Other"},
              {"alertType":"New","threatId":"TA0001","threatName":"Initial Access","severity":"low"}
            ],"severity":{"rejection":"high"}}
            """#
        let mapping = ThreatMapping.builtIn.overridden(by: try MappingFile(Array(text.utf8)))
        let other = RunFingerprint(ConvertOptions(), mapping)
        let builtIn = RunFingerprint(ConvertOptions(), .builtIn)
        #expect(
            other.differences(from: builtIn).map(Sentences.sentence) == [
                "mapping row URL Protection was T1598.003 Spearphishing Link, is T1566.002 Other",
                "mapping row New is new: TA0001 Initial Access, low",
                "severity of rejections was low, is high",
            ])
        #expect(
            builtIn.differences(from: other).map(Sentences.sentence).last
                == "mapping row New, which was TA0001 Initial Access, low, is gone")
        #expect(builtIn.differences(from: builtIn).isEmpty)
    }

    @Test(arguments: [false, true])
    func `inputs that are gone keep their results, and come back`(deduplicates: Bool) throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let change = { (options: inout ConvertOptions) in options.deduplicates = deduplicates }
        let out = output.path.appending("out")
        let first = try run(input.path, out, change)
        let gone = try ["f0", "f3"].map { name in
            let path = input.path.appending("\(name).ndjson")
            let other = output.path.appending(name)
            try Directories.rename(path, to: other)
            return (path, other)
        }
        let without = try run(input.path, out, resumes: true, change)
        #expect(without.report?.gone == 2 && without.report?.kept == 4)
        for (name, content) in first.tree.files where name.hasPrefix("alerts/") {
            #expect(without.tree.files[name] == content)
        }
        let summary = String(decoding: without.tree.files["summary.json"] ?? [], as: UTF8.self)
        #expect(summary.contains(#""gone": 2"#))
        for (path, other) in gone { try Directories.rename(other, to: path) }
        let back = try run(input.path, out, resumes: true, change)
        #expect(back.report?.gone == 0)
        #expect(back.tree.differences(from: first.tree) == [])
    }

    @Test func `no alert occurs twice, whether its input still exists or not`() throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let change = { (options: inout ConvertOptions) in options.deduplicates = true }
        let out = output.path.appending("out")
        _ = try run(input.path, out, change)
        func ids(_ tree: Tree) -> [String] {
            tree.files.filter { $0.key.hasPrefix("alerts/") }.flatMap { file in
                String(decoding: file.value, as: UTF8.self).split(separator: "\n").compactMap {
                    $0.split(separator: "\"").dropFirst(3).first.map(String.init)
                }
            }
        }
        // One in the middle is removed; those around it change, so that all others are converted again.
        try Directories.removeTree(input.path.appending("f2.ndjson"))
        for round in 0..<3 {
            let lines = (0..<20 + round).map { Self.click($0) }.joined()
            _ = input.write(Array(lines.utf8), to: "f\(round).ndjson".replacing("f2", with: "f5"))
            let tree = try run(input.path, out, resumes: true, change).tree
            let ids = ids(tree)
            #expect(Set(ids).count == ids.count)
            #expect(ids.count > 30)
        }
    }

    @Test func `results of inputs that are all gone are never pruned`() throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let out = output.path.appending("out")
        let first = try run(input.path, out)
        for name in input.names { try Directories.removeTree(input.path.appending(name)) }
        _ = input.write(Array(Self.click(1).utf8), to: "other.ndjson")
        let error = failure { _ = try run(input.path, out, resumes: true, prunes: true) }
        #expect(error == .allGone(out, inputs: 6))
        let tree = Tree(out, leavingOut: ["run.json"])
        #expect(tree.differences(from: first.tree) == [])
    }

    /// Converts, lets `edit` change the directory, and runs again.
    private func edited(
        overwrites: Bool, _ edit: (Path) throws -> Void
    ) throws -> (edited: EditedRejects, tree: Tree, fresh: Tree) {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let out = output.path.appending("out")
        let fresh = try run(input.path, out).tree
        try edit(out)
        var run = ConvertRun(
            try InputList([.path(input.path)]), to: .directory(out), ConvertOptions())
        (run.resumes, run.overwrites) = (!overwrites, overwrites)
        let told = Mutex(EditedRejects())
        run.onEdited = { edited in told.withLock { $0 = edited } }
        _ = try run.run()
        return (told.withLock { $0 }, Tree(out, leavingOut: ["run.json"]), fresh)
    }

    @Test(arguments: [false, true])
    func `edited rejects are kept under another name`(overwrites: Bool) throws {
        let (edited, tree, fresh) = try edited(overwrites: overwrites) { out in
            let rejects = out.appending("rejects")
            for (name, text) in [
                ("f1.ndjson.ndjson", "mended"), ("f1.ndjson.ndjson.edited", "before"),
                ("notes.txt", "mine"),
            ] {
                var buffer = ByteBuffer()
                buffer.append(utf8: text)
                try buffer.publish(as: rejects.appending(name))
            }
        }
        #expect(edited.moved.count == 1 && edited.foreign.count == 1)
        #expect(edited.moved.first?.to.hasSuffix("f1.ndjson.ndjson.edited.2") == true)
        var files = tree.files
        func take(_ name: String) -> String? {
            files.removeValue(forKey: "rejects/\(name)").map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(take("f1.ndjson.ndjson.edited") == "before")
        #expect(take("f1.ndjson.ndjson.edited.2") == "mended")
        #expect(take("notes.txt") == "mine")
        #expect(files == fresh.files)
    }

    /// Fills `input`, converts it into `out`, and returns that run's manifest.
    private func manifest(
        of input: borrowing TemporaryDirectory, in out: Path
    ) throws -> (path: Path, text: [UInt8]) {
        Self.write(to: input)
        _ = try run(input.path, out)
        let path = out.appending("manifest.json")
        return (path, try #require(TemporaryDirectory.contents(path)))
    }

    // MARK: Other compressors

    /// Recompresses alerts at another level and with another header, as another libz might have.
    ///
    /// - Parameter isNoted: whether to update the manifest, as a run with that libz would have written it.
    private func repack(
        _ names: [String], in out: borrowing TemporaryDirectory, checksums: Bool, isNoted: Bool
    ) throws {
        var manifest = String(
            decoding: try #require(
                TemporaryDirectory.contents(out.path.appending("manifest.json"))),
            as: UTF8.self)
        for name in names {
            let path = out.path.appending(name)
            func noted() throws -> String {
                let file = try FileChecksums.fingerprint(of: path)
                let digits = String(file.crc32, radix: 16)
                let crc32 = String(repeating: "0", count: 8 - digits.count) + digits
                let sha256 = try FileChecksums.sha256(of: path).hexadecimal
                return #""\#(name)","size":\#(file.size),"#
                    + (checksums ? #""sha256":"\#(sha256)""# : #""crc32":"\#(crc32)""#)
            }
            let was = try noted()
            try #require(manifest.contains(was))
            let packed = try #require(TemporaryDirectory.contents(path))
            let repacked = GzipFixture.member(try unpacked(packed), level: 1)
            try #require(repacked != packed)
            _ = out.write(repacked, to: name)
            if isNoted { manifest = manifest.replacing(was, with: try noted()) }
        }
        var text = ByteBuffer(capacity: 1 << 16)
        for line in manifest.split(separator: "\n").dropLast(2) {
            text.append(utf8: line)
            text.append("\n")
        }
        text.append(ManifestText.end(text.withBytes { CRC32.of($0) }))
        _ = out.write(text.bytes, to: "manifest.json")
    }

    private func unpacked(_ stored: [UInt8]) throws -> [UInt8] {
        var source = ContainerSource(gzip: MemorySource(stored))
        let drained = Drained(&source)
        try #require(drained.damage == nil)
        return drained.bytes
    }

    private static func compress(_ checksums: Bool) -> (inout ConvertOptions) -> Void {
        { options in
            options.compression = .gzip
            options.checksums = checksums
        }
    }

    @Test(arguments: [false, true])
    func `alerts compressed by another libz are kept, and the alerts are the same`(
        checksums: Bool
    ) throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let names = (0..<6).map { "alerts/f\($0).ndjson.ndjson.gz" }
        let first = try run(input.path, output.path, Self.compress(checksums)).tree
        try repack(Array(names[..<3]), in: output, checksums: checksums, isNoted: true)
        let other = Tree(output.path)
        try Directories.removeTree(output.path.appending(names[4]))
        let resumed = try run(input.path, output.path, resumes: true, Self.compress(checksums))
        #expect(resumed.report?.kept == 5 && resumed.report?.spoiled == 1)
        for (number, name) in names.enumerated() {
            let file = try #require(resumed.tree.files[name])
            #expect(file == (number < 3 ? other : first).files[name])
            #expect(try unpacked(file) == unpacked(first.files[name] ?? []))
        }
        let others = resumed.tree.differences(from: first).filter { $0 != "manifest.json" }
        #expect(others == Array(names[..<3]))
    }

    @Test(arguments: [false, true])
    func `alerts recompressed outside of a run are converted again`(
        checksums: Bool
    ) throws {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        let first = try run(input.path, output.path, Self.compress(checksums)).tree
        try repack(
            ["alerts/f1.ndjson.ndjson.gz"], in: output, checksums: checksums, isNoted: false)
        let resumed = try run(input.path, output.path, resumes: true, Self.compress(checksums))
        #expect(resumed.report?.kept == 5 && resumed.report?.spoiled == 1)
        #expect(resumed.tree.differences(from: first) == [])
    }

    @Test
    func `rejects of a run are removed even if its replacement was killed, except edited ones`()
        throws
    {
        let input = TemporaryDirectory()
        let output = TemporaryDirectory()
        Self.write(to: input)
        _ = try run(input.path, output.path)
        // A run over other inputs started, and was killed before it removed anything.
        let journal = try RunJournal(
            OutputTree(output.path), RunFingerprint(ConvertOptions(), .builtIn), ConvertOptions(),
            keeping: [])
        try journal.suspend()
        _ = output.write(Array("mended".utf8), to: "rejects/f3.ndjson.ndjson")
        let other = TemporaryDirectory()
        _ = other.write(Array(Self.click(1).utf8), to: "other.ndjson")
        var run = ConvertRun(
            try InputList([.path(other.path)]), to: .directory(output.path), ConvertOptions())
        run.overwrites = true
        _ = try run.run()
        let rejects = Tree(output.path).files.filter { $0.key.hasPrefix("rejects/") }
        #expect(rejects == ["rejects/f3.ndjson.ndjson.edited": Array("mended".utf8)])
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

    @Test func `an entry with an invalid summary is reported with its line`() throws {
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
        changed.append(ManifestText.end(changed.withBytes { CRC32.of($0) }))
        _ = output.write(changed.bytes, to: "out/manifest.json")
        // New inputs change the others' numbers.
        for name in ["a.ndjson", "b.ndjson"] { _ = input.write([], to: name) }
        let error = failure { _ = try run(input.path, out, resumes: true) }
        #expect(error == .manifest(path, .damaged(line: place + 1)))
    }

    @Test func `a journal may end in the middle of a line, but any other damage is refused`() throws
    {
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

    @Test func `every input has its line, however many are finished at once`() throws {
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
