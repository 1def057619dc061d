import Accounts
import ByteStreams
import TestSupport
import Testing

/// The recorded output of each version: this version reads it, or refuses it with a message.
@Suite struct ReleaseTests {
    private static let root = Sample.root.appending("releases")

    /// The recorded versions.
    static let versions: [String] = {
        guard case .success(let entries) = DirectoryListing.entries(of: root) else { return [] }
        return entries.filter { $0.type == .directory && $0.name != Array("input".utf8) }.map {
            String(decoding: $0.name, as: UTF8.self)
        }
    }()

    /// A modifiable copy of the output of a version.
    private struct Release: ~Copyable {
        let scratch = TemporaryDirectory()
        let recorded: Path

        init(_ version: String) throws {
            recorded = ReleaseTests.root.appending(version)
            for (name, bytes) in Tree(recorded).files {
                let path = scratch.path.appending(name)
                try Directories.create(path.directory)
                _ = scratch.write(bytes, to: name)
            }
        }

        /// Runs the program in the directory of the inputs; `OUT` stands for the copy.
        func run(_ words: String...) throws -> ProgramRun {
            let scratch = ProgramRun.text(scratch.path)
            return try ProgramRun(
                words.map { $0.replacing("OUT", with: scratch) }, in: ReleaseTests.root)
        }

        func resume(_ name: String) throws -> ProgramRun {
            try run(
                "input/a.ndjson", "input/b.json.gz", "input/c.ndjson.gz", "input/p.ndjson",
                "--mapping", "mapping.json", "--deduplicate", "--checksum", "--output",
                "OUT/\(name)", "--resume")
        }

        /// All results, without files that contain times.
        func tree(_ name: String) -> Tree {
            Tree(
                scratch.path.appending(name),
                leavingOut: [
                    "run.json", "summary.html", "manifest.json", ".mimecast2sophos.lock",
                ])
        }

        func text(_ name: String) -> String {
            String(
                decoding: TemporaryDirectory.contents(scratch.path.appending(name)) ?? [],
                as: UTF8.self)
        }
    }

    /// The lines of a summary with its totals.
    private static func totals(_ summary: String) -> [Substring] {
        summary.split(separator: "\n").filter { line in
            ["inputs", "seen", "converted", "duplicate", "filtered", "rejected"].contains {
                line.hasPrefix("  \"\($0)\": ")
            }
        }
    }

    @Test func `this version is recorded`() {
        #expect(Self.versions.contains(Product.version), "run scripts/record-release")
    }

    @Test(arguments: versions, [("finished", 0, "4 kept"), ("stopped", 1, "1 new, 3 kept")])
    func `a run is resumed by its own version, and refused by others`(
        version: String, run: (name: String, status: Int32, told: String)
    ) throws {
        let release = try Release(version)
        let before = release.tree(run.name)
        let resumed = try release.resume(run.name)
        if version == Product.version {
            #expect(resumed.status == run.status, "\(resumed.messages)")
            #expect(resumed.messages.contains("this run: \(run.told);"), "\(resumed.messages)")
            let finished = Tree(
                release.recorded.appending("finished"), leavingOut: ["run.json", "manifest.json"])
            #expect(release.tree(run.name).differences(from: finished) == [])
        } else {
            #expect([65, 73].contains(resumed.status), "\(resumed.messages)")
            #expect(resumed.messages.contains("version"), "\(resumed.messages)")
            #expect(release.tree(run.name).differences(from: before) == [])
        }
    }

    @Test func `a run of another version is refused, and nothing is changed`() throws {
        try #require(Self.versions.contains(Product.version), "run scripts/record-release")
        for (name, told) in [
            ("finished/manifest.json", #""version": "0.0.1""#),
            ("stopped/.mimecast2sophos.journal", #""version": "0.0.1""#),
        ] {
            let release = try Release(Product.version)
            let run = String(name.split(separator: "/")[0])
            let text = release.text(name).replacing(
                #""version": "\#(Product.version)""#, with: told)
            _ = release.scratch.write(Self.checked(text, isJournal: run == "stopped"), to: name)
            let before = release.tree(run)
            let resumed = try release.resume(run)
            #expect(resumed.status == 73, "\(resumed.messages)")
            #expect(
                resumed.messages.contains("version was 0.0.1, is \(Product.version)"),
                "\(resumed.messages)")
            #expect(release.tree(run).differences(from: before) == [])
        }
    }

    /// A changed manifest or journal with correct checksums.
    private static func checked(_ text: String, isJournal: Bool) -> [UInt8] {
        func checksum(_ text: some StringProtocol) -> String {
            let bytes = Array(text.utf8)
            let digits = String(CRC32.of(bytes.span.bytes), radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }
        guard !isJournal else {
            let lines = text.split(separator: "\n").map { line in
                let text = line.dropFirst(9)
                return "\(checksum(text)) \(text)\n"
            }
            return Array(lines.joined().utf8)
        }
        let end = text.firstRange(of: #"  "crc32": ""#)
        return end.map { end in
            let content = text[..<end.lowerBound]
            return Array("\(content)  \"crc32\": \"\(checksum(content))\"\n}\n".utf8)
        } ?? []
    }

    @Test(arguments: versions)
    func `a summary is read and merged`(version: String) throws {
        let release = try Release(version)
        let recorded = release.text("finished/summary.json")
        let sum = try release.run("summarize", "OUT/finished/summary.json", "OUT/finished")
        #expect(sum.status == 0, "\(sum.messages)")
        let alone = try release.run("summarize", "OUT/finished")
        #expect(alone.status == 0, "\(alone.messages)")
        let output = String(decoding: alone.output, as: UTF8.self)
        #expect(Self.totals(recorded).count >= 4)
        #expect(Self.totals(output) == Self.totals(recorded))
        if version == Product.version { #expect(output == recorded) }
    }

    @Test(arguments: versions)
    func `a summary serves as a baseline`(version: String) throws {
        let release = try Release(version)
        let check = try release.run(
            "check", "input/a.ndjson", "input/b.json.gz", "--max-rejected", "100%", "--max-drift",
            "0%", "--baseline", "OUT/finished/summary.json")
        #expect([0, 1].contains(check.status), "\(check.messages)")
    }

    @Test(arguments: versions)
    func `rejects are replayed, and keep their positions`(version: String) throws {
        let release = try Release(version)
        let replay = try release.run("replay", "OUT/finished/rejects", "--output", "OUT/replayed")
        #expect(replay.status == 1, "\(replay.messages)")
        let rejects = ["a", "p"].map { "rejects/\($0).ndjson.ndjson" }
        let places = { (name: String) in
            rejects.flatMap { release.text("\(name)/\($0)").split(separator: "\n") }.map { line in
                line.prefix(
                    through: line.firstRange(of: #","reason""#)?.lowerBound ?? line.startIndex)
            }
        }
        #expect(places("finished").count == 3)
        #expect(places("replayed") == places("finished"))
    }

    @Test(arguments: versions)
    func `a mapping is read`(version: String) throws {
        let release = try Release(version)
        let valid = try release.run("mapping", "validate", "OUT/mapping.json")
        #expect(valid.status == 0, "\(valid.messages)")
        let listed = try release.run("mapping", "list", "--mapping", "OUT/mapping.json", "--json")
        #expect(String(decoding: listed.output, as: UTF8.self).contains("Our Own Rule"))
    }
}
