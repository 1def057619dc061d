import ByteStreams
import TestSupport
import Testing

/// No output replaces a file that is read, or a result of the run itself.
@Suite struct OutputPlacesTests {
    private static let click =
        #"{"url":"https://a.example/","scanResult":"malicious","date":"2024-11-17T17:02:30Z"}"#

    /// A directory with an input, a mapping, a list of inputs and a summary.
    private final class Place {
        let scratch = TemporaryDirectory()
        private let texts: [String: [UInt8]]

        init() throws {
            _ = scratch.write(Array(OutputPlacesTests.click.utf8), to: "a.json")
            _ = scratch.write(Array("a.json\n".utf8), to: "list")
            _ = scratch.write(try ProgramRun(["mapping", "template"]).output, to: "map.json")
            let run = try ProgramRun(
                ["a.json", "--dry-run", "--summary", "s.json", "-q"], in: scratch.path)
            #expect(run.status == 0, "\(run.messages)")
            var texts: [String: [UInt8]] = [:]
            for name in scratch.names {
                texts[name] = TemporaryDirectory.contents(scratch.path.appending(name))
            }
            self.texts = texts
        }

        func run(_ words: String) throws -> ProgramRun {
            try ProgramRun(words.split(separator: " ").map(String.init), in: scratch.path)
        }

        /// Whether the files are unchanged, and nothing was added.
        var isUntouched: Bool {
            scratch.names.sorted() == texts.keys.sorted()
                && texts.allSatisfy {
                    TemporaryDirectory.contents(scratch.path.appending($0.key)) == $0.value
                }
        }
    }

    @Test(arguments: [
        "a.json -o out --mapping map.json --summary map.json",
        "--files-from list -o out --summary list",
        "a.json -o out --summary a.json",
        "check a.json --mapping map.json --report json=map.json",
        "check a.json --baseline s.json --report json=s.json",
        "check --files-from list --report junit=list",
        "summarize s.json --output s.json",
        "summarize s.json --html s.json",
        "summarize . --output ../DIRECTORY/s.json",
    ])
    func `a file that is read is not replaced`(words: String) throws {
        let place = try Place()
        // A directory means the summary in it.
        if words.contains("DIRECTORY") { _ = place.scratch.link("summary.json", to: "s.json") }
        let directory = ProgramRun.text(Path(bytes: place.scratch.path.lastComponent))
        let run = try place.run(words.replacing("DIRECTORY", with: directory))
        #expect(run.status == 73)
        #expect(run.messages.contains("the output is a file that is read"), "\(run.messages)")
        #expect(run.output.isEmpty)
        if !words.contains("DIRECTORY") { #expect(place.isUntouched) }
    }

    @Test(arguments: [
        "out/alerts/a.json.ndjson", "out/rejects", "./out/unproven/x", "out/manifest.json",
        "out/run.json", "out/summary.html", "out/.mimecast2sophos.journal",
    ])
    func `the requested summary cannot have the name of a result`(file: String) throws {
        let place = try Place()
        let run = try place.run("a.json -o out --summary \(file)")
        #expect(run.status == 73)
        #expect(run.messages.contains("--summary is a name of the results in out"))
        #expect(place.isUntouched)
    }

    @Test(arguments: ["out/summary.json", "out/my-alerts.json", "alerts"])
    func `any other location is accepted`(file: String) throws {
        let place = try Place()
        let run = try place.run("a.json -o out --summary \(file)")
        #expect(run.status == 0, "\(run.messages)")
        #expect(
            TemporaryDirectory.contents(place.scratch.path.appending(Path(file).bytes))
                == TemporaryDirectory.contents(place.scratch.path.appending("out/summary.json")))
    }

    @Test(arguments: [
        "a.json -o - --summary nowhere/s.json", "a.json --dry-run --summary nowhere/s.json",
        "a.json -o - --summary folder", "summarize s.json --output - --html nowhere/x.html",
        "summarize s.json --html x.html --output nowhere/s.json",
    ])
    func `an output that cannot be created is reported before anything is written`(words: String)
        throws
    {
        let place = try Place()
        _ = place.scratch.makeDirectory("folder")
        let names = place.scratch.names.sorted()
        let run = try place.run(words)
        #expect(run.status == (words.contains("folder") ? 74 : 73))
        let name = words.contains("folder") ? "folder" : "nowhere/"
        #expect(run.messages.contains(name), "\(run.messages)")
        // No alert was written, and no other output was created.
        #expect(run.output.isEmpty)
        #expect(place.scratch.names.sorted() == names)
    }

    @Test func `a summary that cannot be written does not remove earlier results`() throws {
        let place = try Place()
        #expect(try place.run("a.json -o out").status == 0)
        let before = Tree(place.scratch.path.appending("out"))
        for option in ["--overwrite", "--resume"] {
            let run = try place.run("a.json -o out --summary nowhere/s.json \(option)")
            #expect(run.status == 73)
            #expect(run.messages.contains("nowhere/s.json"), "\(run.messages)")
            let after = Tree(place.scratch.path.appending("out"))
            #expect(after.differences(from: before) == [])
        }
    }

    @Test(arguments: [
        "a.json -o out --summary -", "summarize s.json --output x --html x",
        "a.json --files-from - --files-from - -o out", "- --files-from - -o out",
        "- --mapping - -o out", "check - --mapping -", "explain - --mapping -",
        "check - --baseline -", "check a.json --mapping - --baseline -",
        "check a.json --files-from - --baseline -", "a.json --files-from - --mapping - -o out",
    ])
    func `locations that make no sense are wrong arguments`(words: String) throws {
        let place = try Place()
        #expect(try place.run(words).status == 64)
        #expect(place.isUntouched)
    }

    @Test func `several lists are all read`() throws {
        let place = try Place()
        _ = place.scratch.write(Array(Self.click.utf8), to: "b.json")
        _ = place.scratch.write(Array("b.json\n".utf8), to: "list2")
        let run = try place.run("--files-from list --files-from list2 -o out")
        #expect(run.status == 0)
        #expect(run.messages.hasPrefix("2 inputs"), "\(run.messages)")
    }

    @Test func `files that no run wrote are not replaced, and no option to do so is suggested`()
        throws
    {
        let place = try Place()
        _ = place.scratch.makeDirectory("out")
        _ = place.scratch.makeDirectory("out/alerts")
        for option in ["", " --overwrite", " --resume"] {
            let run = try place.run("a.json -o out\(option)")
            #expect(run.status == 73)
            #expect(run.messages.contains("no run.json that tells of a run"), "\(run.messages)")
            #expect(!run.messages.contains("--overwrite"))
        }
    }

    @Test func `a stream without alerts is gzip if gzip was requested`() throws {
        let place = try Place()
        let run = try place.run("a.json -o - --compress gzip --category attachment -q")
        #expect(run.status == 0)
        #expect(run.output.prefix(3) == [0x1F, 0x8B, 8])
        let read = try ProgramRun(["convert", "-", "-o", "-", "-q"], input: run.output)
        #expect(read.status == 0 && read.output.isEmpty)
        #expect(read.messages.isEmpty, "\(read.messages)")
        #expect(try place.run("a.json -o - --category attachment -q").output.isEmpty)
    }
}
