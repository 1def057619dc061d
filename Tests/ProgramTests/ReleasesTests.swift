import ByteStreams
import Glibc
import TestSupport
import Testing

/// The newest program reads what every release left behind (Tests/Releases), or refuses it by name.
@Suite struct ReleasesTests {
    private static let root = Sample.root.directory.appending("Tests").appending("Releases")

    /// The releases, by their versions.
    private static let versions: [String] = {
        guard case .success(let entries) = DirectoryListing.entries(of: root) else { return [] }
        return entries.filter { $0.type == .directory }
            .map { String(decoding: $0.name, as: UTF8.self) }.filter { $0 != "input" }
    }()

    /// Those whose runs are not resumed: their outputs would differ from ours.
    private static let refused: Set<String> = []

    /// The inputs and a run of a release, in a place where it can be gone on with.
    private struct Place: ~Copyable {
        let stage = Stage()

        /// - Parameter run: `finished` or `interrupted`.
        init(_ version: String, _ run: String) throws {
            let root = ReleasesTests.root
            try copy(root.appending("input"), to: "in")
            try copy(root.appending(version).appending(run), to: "out")
            let mapping = TemporaryDirectory.contents(root.appending("mapping.json"))
            _ = stage.scratch.write(try #require(mapping), to: "mapping.json")
            // As scripts/record-release sets it.
            for name in ["clicks.ndjson", "more.json"] {
                let time = timespec(tv_sec: 1_731_862_950, tv_nsec: 0)
                let failure = stage.path.appending("in").appending(name).withCString {
                    utimensat(AT_FDCWD, $0, [time, time], 0)
                }
                try #require(failure == 0)
            }
        }

        private func copy(_ directory: Path, to name: String) throws {
            let tree = Tree(directory)
            try #require(!tree.files.isEmpty)
            _ = stage.scratch.makeDirectory(name)
            for (file, content) in tree.files {
                let folders = file.split(separator: "/").dropLast()
                if let folder = folders.first {
                    _ = stage.scratch.makeDirectory("\(name)/\(folder)")
                }
                _ = stage.scratch.write(content, to: "\(name)/\(file)")
            }
        }

        func convert(_ words: String...) throws -> ProgramRun {
            try stage.convert(["in", "--deduplicate", "--mapping", "mapping.json"] + words)
        }

        /// What a release recorded: the page is not kept.
        func results(_ name: String = "out") -> Tree {
            Tree(stage.path.appending(name), leavingOut: ["run.json", "summary.html"])
        }
    }

    @Test func `there are releases`() { #expect(!Self.versions.isEmpty) }

    @Test(arguments: versions)
    func `a finished run is resumed, and everything stays`(version: String) throws {
        let place = try Place(version, "finished")
        let before = place.results()
        let run = try place.convert("--resume")
        if Self.refused.contains(version) {
            #expect(run.status == 73)
            #expect(run.messages.contains(version))
        } else {
            #expect(run.status == 0, "\(run.messages)")
        }
        #expect(place.results().differences(from: before) == [])
    }

    @Test(arguments: versions)
    func `an interrupted run is finished`(version: String) throws {
        let place = try Place(version, "interrupted")
        let whole = try Place(version, "finished")
        let before = place.results()
        let run = try place.convert("--resume")
        if Self.refused.contains(version) {
            #expect(run.status == 73)
            #expect(run.messages.contains(version))
            #expect(place.results().differences(from: before) == [])
        } else {
            #expect(run.status == 0, "\(run.messages)")
            #expect(place.results().differences(from: whole.results()) == [])
        }
    }

    @Test(arguments: versions)
    func `rejects are replayed`(version: String) throws {
        let place = try Place(version, "finished")
        let run = try ProgramRun(["replay", "out", "--output", "again"], in: place.stage.path)
        #expect(run.status == 1, "\(run.messages)")
        let rejects = "rejects/clicks.ndjson.ndjson"
        let first = try #require(place.results().files[rejects])
        let again = place.results("again").files.filter { $0.key.hasPrefix("rejects/") }
        #expect(again.values.map { $0.count { $0 == 0x0A } } == [first.count { $0 == 0x0A }])
    }

    @Test(arguments: versions)
    func `a summary is added up, and is a baseline`(version: String) throws {
        let place = try Place(version, "finished")
        let sum = try ProgramRun(["summarize", "out"], in: place.stage.path)
        #expect(sum.status == 0, "\(sum.messages)")
        #expect(sum.output == place.results().files["summary.json"])
        let check = try ProgramRun(
            [
                "check", "in", "--mapping", "mapping.json", "--max-rejected", "100%",
                "--baseline", "out/summary.json",
            ], in: place.stage.path)
        #expect(
            check.status == 0, "\(check.messages)\(String(decoding: check.output, as: UTF8.self))")
    }

    @Test func `a mapping file is taken`() throws {
        let mapping = ProgramRun.text(Self.root.appending("mapping.json"))
        let run = try ProgramRun(["mapping", "validate", mapping])
        #expect(run.status == 0, "\(run.messages)")
    }
}
