import ByteStreams
import TestSupport
import Testing

@testable import mimecast2sophos

@Suite struct CompletionsTests {
    @Test(arguments: Completions.Shell.allCases)
    func `every option of every command and every choice is completed`(
        shell: Completions.Shell
    ) throws {
        let script = Completions.script(for: shell, of: CommandTree(Program.self))
        let leaves = Completions.leaves(of: CommandTree(Program.self))
        #expect(leaves.count == 8)
        for (path, command) in leaves {
            #expect(script.contains(path.last ?? ""))
            for name in command.optionNames {
                #expect(
                    script.contains(
                        shell == .fish
                            ? "\(name.hasPrefix("--") ? "-l" : "-s") \(name.drop { $0 == "-" })"
                            : name),
                    "\(path) \(name)")
            }
        }
        for word in ["keyvalue", "impersonation", "junit", "gzip", "filtered", "never"] {
            #expect(script.contains(word))
        }
    }

    @Test func `a script is printed for a given shell, or for the user's own`() throws {
        let option = "--generate-completion-script"
        let named = try ProgramRun([option, "fish"])
        #expect(named.status == 0)
        #expect(
            String(decoding: named.output, as: UTF8.self)
                == Completions.script(for: .fish, of: CommandTree(Program.self)))
        let own = try ProgramRun([option], environment: ["SHELL": "/usr/bin/zsh"])
        #expect(
            String(decoding: own.output, as: UTF8.self)
                == Completions.script(for: .zsh, of: CommandTree(Program.self)))
        for words in [[option, "tcsh"], [option + "=x"], [option]] {
            let run = try ProgramRun(words)
            #expect(run.status == 64)
            #expect(run.messages.contains("expected bash, zsh or fish"))
        }
    }

    /// Bash's completions.
    private func completed(_ words: String...) throws -> [String] {
        let stage = Stage()
        stage.input("chart.json")
        _ = stage.scratch.makeDirectory("exports")
        let script = stage.scratch.write(
            Array(Completions.script(for: .bash, of: CommandTree(Program.self)).utf8),
            to: "script.bash")
        let program = """
            source \(ProgramRun.text(script)); cd \(ProgramRun.text(stage.path)); rm script.bash
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mimecast2sophos
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let pipe = Pipe()
        let run = try StartedProgram(
            (["/bin/bash", "--norc", "-c", program, "x", "mimecast2sophos"] + words).map {
                Array($0.utf8)
            }, in: stage.path, environment: ["PATH": "/usr/bin:/bin"],
            descriptors: [nil, pipe.writing, 2])
        #expect(run.wait() == 0)
        return String(decoding: pipe.read(atMost: 64 << 10), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    @Test func `the default command completes like any other`() throws {
        #expect(try completed("exports/", "--fo") == ["--format"])
        #expect(try completed("exports/", "--max-re") == ["--max-record-bytes"])
        #expect(try completed("exports", "--unmapped", "") == ["keep", "category", "reject"])
        #expect(try completed("exports", "--unmapped", "=", "k") == ["keep"])
        #expect(try completed("exports", "--output", "") == ["exports"])
        #expect(
            try completed("check", "--max-re")
                == ["--max-record-bytes", "--max-rejected"])
    }

    @Test func `files come before commands, and lists continue after a comma`() throws {
        #expect(try completed("ch") == ["chart.json", "check"])
        #expect(try completed("check", "ch") == ["chart.json"])
        #expect(
            try completed("exports", "--category", "url,i") == ["url,impersonation"])
        #expect(try completed("mapping", "") == ["list", "validate", "template"])
        #expect(try completed("mapping", "template", "--f") == ["--from"])
        #expect(try completed("check", "--report", "j") == ["json", "junit"])
    }
}
