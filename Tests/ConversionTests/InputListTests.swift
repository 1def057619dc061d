import ByteStreams
import Glibc
import TestSupport
import Testing

@testable import Accounts
@testable import Pipeline
@testable import Runs

@Suite struct InputListTests {
    func text(_ path: Path) -> String { String(decoding: path.bytes, as: UTF8.self) }

    func names(_ list: InputList) -> [String] { list.inputs.map { text($0.relative) } }

    func failure(_ arguments: [InputArgument], standardInputIsTaken: Bool = false) -> InputError? {
        do throws(InputError) {
            _ = try InputList(arguments, standardInputIsTaken: standardInputIsTaken)
            return nil
        } catch {
            return error
        }
    }

    func failure(_ body: () throws(InputError) -> Void) -> InputError? {
        do throws(InputError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `a directory gives files with known names in byte order of their components`() throws
    {
        let directory = TemporaryDirectory()
        for folder in ["a", "a/deep", "B"] { _ = directory.makeDirectory(folder) }
        let known = [
            "a.json", "a/z.ndjson", "a/deep/x.jsonl.gz", "B/y.log", "c.log.gz", "\u{E9}.json",
            ".json", "d.JSON", "e.NdJson.GZ",
        ]
        for name in known + ["a.txt", "json", "x.gz", "a/README.md", "b.TXT", "p.tar.gz"] {
            _ = directory.write([1], to: name)
        }
        let list = try InputList([.path(directory.path)])
        #expect(
            names(list) == [
                ".json", "B/y.log", "a/deep/x.jsonl.gz", "a/z.ndjson", "a.json", "c.log.gz",
                "d.JSON", "e.NdJson.GZ", "\u{E9}.json",
            ])
        #expect(
            list.skipped.counts == [
                ".gz": 1, ".md": 1, ".tar.gz": 1, ".txt": 2, SkippedFiles.noEnding: 1,
            ])
        #expect(list.skipped.first == Path("a/README.md"))
        #expect(
            list.skipped.groups[".txt"]?.first == directory.path.appending("a.txt"))
        #expect(list.inputs.allSatisfy { $0.fromTree && !$0.isStandardInput && $0.failure == nil })
        #expect(list.inputs[1].path == directory.path.appending("B/y.log"))
        #expect(list.inputs[1].identity?.size == 1)
    }

    @Test func `names below a root are the same whatever else is read`() throws {
        let directory = TemporaryDirectory()
        for folder in ["a", "a/b", "a/c"] { _ = directory.makeDirectory(folder) }
        for name in ["a/b/x.json", "a/c/x.json", "y.json"] { _ = directory.write([1], to: name) }
        let root = directory.path
        let all = try InputList([.path(root)])
        #expect(try names(InputList([.path(root)], root: root)) == names(all))
        let file = root.appending("a/./b//x.json")
        #expect(try names(InputList([.path(file)], root: root)) == ["a/b/x.json"])
        let folder = root.appending("a/c/")
        #expect(
            try names(InputList([.path(folder), .path(file)], root: root))
                == ["a/b/x.json", "a/c/x.json"])
        let gone = root.appending("a/gone.json")
        #expect(
            try names(InputList([.path(gone), .path(file)], root: root))
                == ["a/b/x.json", "a/gone.json"])
        #expect(try names(InputList([.standardInput], root: root)) == ["stdin"])
    }

    @Test(arguments: [
        ("/b/x.json", "/a"), ("/a/../b/x.json", "/a"), ("a/x.json", "/a"), ("/ab/x", "/a"),
        ("/", "/a"),
    ])
    func `an input outside the root is refused`(path: String, root: String) {
        let error = failure { () throws(InputError) in
            _ = try InputList([.path(Path(path))], root: Path(root))
        }
        #expect(error == .outsideRoot(Path(path), root: Path(root)))
    }

    @Test func `a file given by name counts whatever its name, under its last component`() throws {
        let directory = TemporaryDirectory()
        _ = directory.makeDirectory("a")
        let file = directory.write([1], to: "a/x.txt")
        let list = try InputList([.path(directory.path.appending("a/../a/x.txt")), .standardInput])
        #expect(names(list) == ["stdin", "x.txt"])
        #expect(list.inputs.map(\.isStandardInput) == [true, false])
        #expect(list.contains(file))
    }

    @Test func `arguments whose names collide get numbers in argument order`() throws {
        let directory = TemporaryDirectory()
        for folder in ["a", "b", "c", "d", "d/1"] { _ = directory.makeDirectory(folder) }
        for name in ["a/x.json", "a/y.json", "b/x.json", "c/z.json", "d/1/x.json"] {
            _ = directory.write([1], to: name)
        }
        func arguments(_ names: String...) -> [InputArgument] {
            names.map { .path(directory.path.appending($0)) }
        }
        #expect(
            try names(InputList(arguments("b", "c", "a")))
                == ["1/x.json", "2/x.json", "2/y.json", "z.json"])
        #expect(
            try names(InputList(arguments("a/x.json", "b/x.json"))) == ["1/x.json", "2/x.json"])
        #expect(try names(InputList(arguments("a", "c"))) == ["x.json", "y.json", "z.json"])
        // The number itself collides with a folder of the third argument.
        #expect(
            try names(InputList(arguments("a", "b", "d")))
                == ["1/x.json", "1/y.json", "2/x.json", "3/1/x.json"])
    }

    @Test func `each file and directory counts once, and link loops end`() throws {
        let directory = TemporaryDirectory()
        _ = directory.makeDirectory("tree")
        let file = directory.write([1], to: "tree/a.json")
        _ = directory.link("tree/loop", to: ".")
        _ = directory.link("tree/up", to: "..")
        _ = directory.link("tree/b.json", to: "a.json")
        #expect(
            file.withCString { from in
                directory.path.appending("tree/c.json").withCString { link(from, $0) }
            } == 0)
        let tree = InputArgument.path(directory.path.appending("tree"))
        let list = try InputList([tree, .path(file), tree])
        #expect(names(list) == ["a.json"])
        // loop, up/tree, b.json, c.json, and the file and the directory once more.
        #expect(list.repeated == 6)
    }

    @Test func `a dangling or circular link is a failed input, not a lost one`() throws {
        let directory = TemporaryDirectory()
        _ = directory.link("a", to: "b")
        _ = directory.link("b", to: "a")
        _ = directory.link("gone.json", to: "nowhere")
        _ = directory.link("gone.txt", to: "nowhere")
        let list = try InputList([.path(directory.path)])
        #expect(names(list) == ["a", "b", "gone.json"])
        #expect(list.inputs.map(\.failure) == [ELOOP, ELOOP, ENOENT])
        #expect(list.skipped.counts == [".txt": 1])
        #expect(throws: StreamDamage(.inputOpen, at: 0, .errno(ELOOP))) {
            _ = try list.inputs[0].open()
        }
    }

    @Test func `pipes in a directory are counted and never opened`() throws {
        let directory = TemporaryDirectory()
        #expect(directory.path.appending("p.json").withCString { mkfifo($0, 0o600) } == 0)
        _ = directory.link("q.json", to: "p.json")
        _ = directory.link("zero.json", to: "/dev/zero")
        let list = try InputList([.path(directory.path)])
        #expect(list.inputs.isEmpty)
        #expect(list.skipped.counts == [SkippedFiles.special: 3])
    }

    @Test func `a named pipe is an input`() throws {
        let directory = TemporaryDirectory()
        let pipe = directory.path.appending("p")
        #expect(pipe.withCString { mkfifo($0, 0o600) } == 0)
        let list = try InputList([.path(pipe)])
        #expect(names(list) == ["p"])
        #expect(list.inputs[0].identity == nil && !list.inputs[0].fromTree)
    }

    @Test func `missing arguments do not stop the others, unless all are missing`() throws {
        let directory = TemporaryDirectory()
        let present = directory.write([1], to: "a.json")
        let absent = directory.path.appending("b.json")
        let inside = present.appending("c.json")
        let cut = Path(bytes: present.bytes + [0])
        #expect(
            failure([.path(absent), .path(inside), .path(cut)]) == .missing([absent, inside, cut]))
        let list = try InputList([.path(absent), .path(present)])
        #expect(list.missing == [absent])
        #expect(names(list) == ["a.json", "b.json"])
        #expect(list.inputs.map(\.failure) == [nil, ENOENT])
        #expect(failure([.standardInput], standardInputIsTaken: true) == .standardInputIsTaken)
        #expect(failure([.path(present)], standardInputIsTaken: true) == nil)
    }

    @Test func `standard input counts once`() throws {
        let list = try InputList([.standardInput, .standardInput])
        #expect(names(list) == ["stdin"])
        #expect(list.repeated == 1)
        #expect(try InputList([]).inputs.isEmpty)
    }

    @Test func `quarantine files have the distinct names of the rejected inputs`() throws {
        let directory = TemporaryDirectory()
        for folder in ["a", "b"] { _ = directory.makeDirectory(folder) }
        for name in [
            "a/stdin.ndjson", "a/x.json.ndjson", "b/x.json.ndjson", "b/.ndjson", "b/y.json",
        ] {
            _ = directory.write([1], to: name)
        }
        let (a, b) = (directory.path.appending("a"), directory.path.appending("b"))
        let one = try InputList([.path(a)], areQuarantine: true)
        #expect(names(one) == ["stdin", "x.json"] && one.skipped.total == 0)
        // The rejects of standard input, and standard input.
        let both = try InputList([.standardInput, .path(a)], areQuarantine: true)
        #expect(names(both) == ["1/stdin", "2/stdin", "2/x.json"])
        #expect(both.inputs.map(\.isStandardInput) == [true, false, false])
        let all = try InputList([.path(b), .standardInput, .path(a)], areQuarantine: true)
        #expect(names(all) == ["1/x.json", "2/stdin", "3/stdin", "3/x.json"])
        // The file without a name before its extension, and the one with another extension.
        #expect(all.skipped.counts == [SkippedFiles.noEnding: 1, ".json": 1])
    }

    @Test func `a file given by name is a quarantine file, whatever its name`() throws {
        let directory = TemporaryDirectory()
        let files = ["a.json.ndjson", "mended", "mended.ndjson.gz", ".ndjson"].map {
            directory.write([1], to: $0)
        }
        let named = try InputList(files.map { .path($0) }, areQuarantine: true)
        #expect(names(named) == [".ndjson", "a.json", "mended", "mended.ndjson.gz"])
        #expect(named.skipped.total == 0)
        let found = try InputList([.path(directory.path)], areQuarantine: true)
        #expect(names(found) == ["a.json"])
        #expect(found.skipped.total == 3)
    }

    @Test func `an unreadable directory is a failed input among quarantine files, too`() throws {
        let directory = TemporaryDirectory()
        _ = directory.link("a", to: "b")
        _ = directory.link("b", to: "a")
        _ = directory.link("gone.ndjson", to: "nowhere")
        _ = directory.write([1], to: "x.json")
        let list = try InputList([.path(directory.path)], areQuarantine: true)
        #expect(names(list) == ["a", "b", "gone"])
        #expect(list.inputs.map(\.failure) == [ELOOP, ELOOP, ENOENT])
        #expect(list.skipped.counts == [".json": 1])
    }

    @Test func `patterns replace the known names`() throws {
        let directory = TemporaryDirectory()
        _ = directory.makeDirectory("d")
        for name in ["a.txt", "b.TXT", "c.json", "d/e.txt", "d/f.json"] {
            _ = directory.write([1], to: name)
        }
        func found(_ globs: String...) throws -> [String] {
            let patterns = NamePatterns(globs.map { Glob($0)! })
            return try names(InputList([.path(directory.path)], patterns: patterns))
        }
        #expect(try found("*.txt") == ["a.txt", "b.TXT", "d/e.txt"])
        #expect(try found("d/*", "c.*") == ["c.json", "d/e.txt", "d/f.json"])
        #expect(try found("*.csv") == [])
        // Files given by name are always read.
        let named = try InputList(
            [.path(directory.path.appending("c.json"))], patterns: NamePatterns([Glob("*.txt")!]))
        #expect(names(named) == ["c.json"])
    }

    /// An output directory of ours, with a file in each of its folders.
    private func makeRun(_ name: String, in directory: borrowing TemporaryDirectory) throws -> Path
    {
        _ = directory.makeDirectory("source")
        _ = directory.write(Array("{}\n".utf8), to: "source/x.json")
        let output = directory.path.appending(name)
        let list = try InputList([.path(directory.path.appending("source"))])
        _ = try ConvertRun(list, to: .directory(output), ConvertOptions()).run()
        for folder in ["alerts", "alerts/deep"] { _ = directory.makeDirectory("\(name)/\(folder)") }
        _ = directory.write(Array("{}\n".utf8), to: "\(name)/alerts/deep/x.json.ndjson")
        return output
    }

    @Test func `an output directory of ours is not an input`() throws {
        let directory = TemporaryDirectory()
        let output = try makeRun("out", in: directory)
        #expect(failure([.path(output)]) == .earlierRun(output, output))
        for part in ["alerts", "alerts/deep"] {
            let path = output.appending(part)
            guard case .earlierRun(path, _) = failure([.path(path)]) else {
                Issue.record("\(part) was taken for an export")
                continue
            }
        }
        // Found during a walk it is skipped and counted.
        let all = try InputList([.path(directory.path)])
        #expect(names(all) == ["source/x.json"])
        #expect(all.skipped.counts == [SkippedFiles.earlierRun: 1])
        #expect(all.skipped.first == Path("out"))
    }

    @Test func `for a replay an output directory stands for its rejects`() throws {
        let directory = TemporaryDirectory()
        let output = try makeRun("out", in: directory)
        for path in [output, output.appending("rejects")] {
            let list = try InputList([.path(path)], areQuarantine: true)
            #expect(names(list) == ["x.json"], "\(text(path))")
        }
        let error = failure { () throws(InputError) in
            _ = try InputList([.path(output.appending("alerts"))], areQuarantine: true)
        }
        #expect(error == .earlierRun(output.appending("alerts"), output))
    }

    @Test func `another program's run json does not make a directory ours`() throws {
        let directory = TemporaryDirectory()
        _ = directory.write(Array(#"{"program": "other"}"#.utf8), to: "run.json")
        _ = directory.write([1], to: "x.log")
        #expect(try names(InputList([.path(directory.path)])) == ["run.json", "x.log"])
    }

    @Test func `names that are not UTF-8 or contain line ends are kept`() throws {
        let directory = TemporaryDirectory()
        let name: [UInt8] = [UInt8(ascii: "-"), 0xFF, 0x0A, 0x1B] + Array(".ndjson".utf8)
        let path = Path(bytes: directory.path.bytes + [UInt8(ascii: "/")] + name)
        let file = try #require(path.withCString { fopen($0, "w") })
        fclose(file)
        let list = try InputList([.path(directory.path)])
        #expect(list.inputs.map(\.relative) == [Path(bytes: name)])
        var source = try list.inputs[0].open()
        #expect(Drained(&source) == Drained(bytes: []))
    }

    @Test func `no name escapes its directory`() {
        for (name, expected) in [
            ("../../a", "a"), ("/etc/passwd", "etc/passwd"), ("a/./../b", "a/b"), ("..", "input"),
            ("", "input"), ("/", "input"), ("...", "..."),
        ] {
            #expect(InputNames.contained(Path(name), or: "input") == Path(expected))
        }
    }

    @Test(arguments: [UInt8(ascii: "\n"), 0])
    func `a list has one argument between separators`(separator: UInt8) throws {
        let other: UInt8 = separator == 0 ? 10 : 0
        let text: [UInt8] =
            Array("a b".utf8) + [separator, separator] + [0xFF, other] + [separator]
            + Array("-".utf8) + [separator] + Array("./-".utf8)
        for sizes in [[], [1]] as [[Int]] {
            var source = MemorySource(text, readSizes: sizes)
            #expect(
                try InputArgument.list(from: &source, separator: separator) == [
                    .path(Path("a b")), .path(Path(bytes: [0xFF, other])), .standardInput,
                    .path(Path("./-")),
                ])
        }
    }

    @Test func `an output that is an input is refused under any name`() throws {
        let directory = TemporaryDirectory()
        let file = directory.write([1], to: "a.json")
        let link = directory.link("link", to: "a.json")
        let other = directory.write([1], to: "other")
        let list = try InputList([.path(file)])
        #expect(
            failure { () throws(InputError) in try list.checkOutput(file: link) }
                == .outputIsInput(link))
        #expect(
            failure { () throws(InputError) in try list.checkOutput(directory: file) }
                == .outputIsInput(file))
        #expect(failure { () throws(InputError) in try list.checkOutput(file: other) } == nil)
        #expect(list.contains(link) && !list.contains(other))
    }

    @Test
    func `an output directory inside an input directory is refused, whether it exists or not`()
        throws
    {
        let directory = TemporaryDirectory()
        for folder in ["in", "in/sub", "out"] { _ = directory.makeDirectory(folder) }
        let input = directory.path.appending("in")
        let list = try InputList([.path(input)])
        for name in [
            "in", "in/", "in/new", "in/sub/new/er", "out/../in/x", "no/../in/new", "link/x",
        ] {
            if name == "link/x" { _ = directory.link("link", to: "in/sub") }
            let output = directory.path.appending(name)
            guard
                case .outputInsideInput(output, _) = failure({ () throws(InputError) in
                    try list.checkOutput(directory: output)
                })
            else {
                Issue.record("\(name) is not refused")
                continue
            }
        }
        for name in ["out", "out/new", "", "inn", "in/../out/x", "in/no/../../out"] {
            let output = directory.path.appending(name)
            #expect(
                failure { () throws(InputError) in try list.checkOutput(directory: output) } == nil)
        }
    }

    @Test func `an output directory whose earlier results are inputs is refused`() throws {
        let directory = TemporaryDirectory()
        for folder in ["out", "out/alerts", "out/alerts/sub", "in"] {
            _ = directory.makeDirectory(folder)
        }
        let alerts = directory.write([1], to: "out/alerts/sub/a.json.ndjson")
        _ = directory.link("in/link.ndjson", to: "../out/alerts/sub/a.json.ndjson")
        let output = directory.path.appending("out")
        for input in ["out/alerts", "out/alerts/sub", "out/alerts/sub/a.json.ndjson", "in"] {
            let list = try InputList([.path(directory.path.appending(input))])
            #expect(
                failure { () throws(InputError) in try list.checkOutput(directory: output) }
                    == .outputIsInput(alerts))
        }
    }
}
