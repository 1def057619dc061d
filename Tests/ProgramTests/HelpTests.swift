import Accounts
import ByteStreams
import TestSupport
import Testing

/// Help, and messages for mistyped arguments.
@Suite struct HelpTests {
    private func lines(_ run: ProgramRun) -> [Substring] {
        String(decoding: run.output, as: UTF8.self).split(separator: "\n")
    }

    /// All commands, as listed in the program's help.
    private func commands() throws -> [String] {
        let help = try lines(ProgramRun(["--help"]))
        let list = help.drop { $0 != "SUBCOMMANDS:" }.dropFirst()
        return list.compactMap { line in
            let words = line.split(separator: " ")
            return line.hasPrefix("  ") && !line.hasPrefix("   ") && words.first != "See"
                ? words.first.map(String.init) : nil
        }
    }

    @Test func `short help shows three examples on one screen`() throws {
        for command in [[]] + (try commands().map { [$0] }) {
            let run = try ProgramRun(command + ["-h"])
            #expect(run.status == 0)
            let lines = lines(run)
            let examples = lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            #expect(examples.count == 3, "\(command)")
            #expect(examples.allSatisfy { $0.contains("mimecast2sophos") })
            #expect(lines.count < 24)
        }
    }

    @Test func `no line of any help is wider than a terminal`() throws {
        for command in [[]] + (try commands().map { [$0] }) {
            for flag in ["-h", "--help"] {
                for line in lines(try ProgramRun(command + [flag])) {
                    #expect(line.unicodeScalars.count <= 80, "\(line)")
                }
            }
        }
    }

    @Test func `long help contains everything in short help`() throws {
        for command in try commands() {
            let short = lines(try ProgramRun([command, "-h"])).filter {
                $0.hasPrefix("  ") && !$0.hasPrefix("   ")
            }
            #expect(short.count == 3)
            let long = try lines(ProgramRun([command, "--help"]))
            #expect(short.allSatisfy(long.contains), "\(command)")
        }
    }

    @Test(
        arguments: [
            (["chekc", "in"], "unknown command \"chekc\"; did you mean \"check\"?"),
            (["convrt"], "unknown command \"convrt\"; did you mean \"convert\"?"),
            (
                ["convert", "a", "--outptu", "x"],
                "unknown option \"--outptu\"; did you mean \"--output\"?"
            ),
            (["a", "--outptu=x"], "unknown option \"--outptu\"; did you mean \"--output\"?"),
            (["check", "a", "--baselin", "x"], "did you mean \"--baseline\"?"),
            (["a", "--out", "x"], "did you mean \"--output\"?"),
            (["a", "--outdir=x"], "did you mean \"--output\"?"),
            (["a", "-o", "x", "--force"], "did you mean \"--overwrite\"?"),
            (["a", "-o", "x", "--dedupe"], "did you mean \"--deduplicate\"?"),
            (["a", "-o", "x", "--threads", "4"], "did you mean \"--jobs\"?"),
            (["a", "-o", "x", "--dryrun"], "did you mean \"--dry-run\"?"),
            (["a", "-output", "x"], "did you mean \"--output\"?"),
            (["mapping", "list", "--map", "x"], "did you mean \"--mapping\"?"),
            (["a", "-o", "x", "--\u{1B}"], #"unknown option "--\x1b""#),
        ])
    func `a mistyped word is reported with what was meant`(words: [String], sentence: String) throws
    {
        let run = try ProgramRun(words)
        #expect(run.status == 64)
        #expect(run.messages.hasPrefix("Error: "))
        #expect(run.messages.contains(sentence), "\(run.messages)")
        #expect(run.messages.contains("\nUsage: mimecast2sophos"))
        // Further usage lines are below the first.
        #expect(!run.messages.contains("\nmimecast2sophos"))
    }

    @Test(arguments: ["--max", "--force", "--zzz"])
    func `no word is meant rather than a wrong one`(option: String) throws {
        let run = try ProgramRun(["check", "a", option])
        #expect(run.status == 64)
        #expect(run.messages.contains("unknown option \"\(option)\"\n"))
    }

    @Test func `short help lists all options, and each command has its own`() throws {
        for command in ["convert", "check", "mapping list", "mapping template"] {
            let words = command.split(separator: " ").map(String.init)
            let short = String(decoding: try ProgramRun(words + ["-h"]).output, as: UTF8.self)
            let long = String(decoding: try ProgramRun(words + ["--help"]).output, as: UTF8.self)
            let options = long.split { !($0.isLetter || $0 == "-") }.filter {
                $0.hasPrefix("--") && $0.count > 2
            }
            #expect(options.count > 3)
            // Options that the text only mentions belong to another command.
            let own = options.filter { long.contains("  \($0)") || long.contains(", \($0)") }
            for option in own { #expect(short.contains(option), "\(command) \(option)") }
            #expect(short.contains("Run 'mimecast2sophos \(command) --help'"))
        }
    }

    @Test(
        arguments: [
            ("convert", "Usage: mimecast2sophos [convert] <input> ... --output <dir> [<options>]"),
            ("check", "Usage: mimecast2sophos check <input> ... [<options>]"),
            ("replay", "Usage: mimecast2sophos replay <rejects> ... --output <dir> [<options>]"),
        ])
    func `usage says what is required`(command: String, usage: String) throws {
        let run = try ProgramRun([command])
        #expect(run.status == 64)
        #expect(run.messages.contains(usage))
        #expect(
            run.messages.contains(
                "no input is named; expected files or directories, or - for standard input"))
    }

    @Test func `an input that exists is no mistyped command`() throws {
        let scratch = TemporaryDirectory()
        _ = scratch.write([], to: "chek")
        #expect(try ProgramRun(["chek", "-o", "out"], in: scratch.path).status == 0)
    }

    @Test func `an input unlike any command is an input`() throws {
        let run = try ProgramRun(["clicks", "-o", "out"])
        #expect(run.status == 66)
        #expect(run.messages.contains("clicks: no such file or directory"))
    }

    @Test func `after two hyphens nothing requests help`() throws {
        let scratch = TemporaryDirectory()
        _ = scratch.write([], to: "-h")
        #expect(try ProgramRun(["-o", "out", "--", "-h"], in: scratch.path).status == 0)
    }

    @Test func `the version is one line, with the library that decodes gzip`() throws {
        let run = try ProgramRun(["--version"])
        #expect(
            lines(run) == [
                "mimecast2sophos \(Product.version) (gzip: \(GzipDecoder.preferred))"
            ])
    }
}
