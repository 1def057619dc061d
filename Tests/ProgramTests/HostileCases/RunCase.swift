import ByteStreams
import TestSupport
import Testing

/// A fault of a run's surroundings rather than of an input's bytes: it needs steps of its own.
struct RunCase: Sendable, CustomTestStringConvertible {
    var number: Int
    /// The fault, as docs/FAULTS.md shows it.
    var name: String
    var exit: Int32
    var kept: String
    var reported: String
    /// Plays the case; checks the exit code with the case's own.
    var play: @Sendable (RunCase, borrowing Stage) throws -> Void

    init(
        _ number: Int, _ name: String, exit: Int32, kept: String, reported: String,
        _ play: @escaping @Sendable (RunCase, borrowing Stage) throws -> Void
    ) {
        self.number = number
        self.name = name
        self.exit = exit
        self.kept = kept
        self.reported = reported
        self.play = play
    }

    var testDescription: String { "\(number) \(name)" }

    static let all =
        OutputCases.all + NameCases.all + InputCases.all + WritingCases.all + ProcessCases.all
        + ResumeCases.all + InvarianceCases.all
}

/// Where a run case plays: a directory of its own, and the program.
struct Stage: ~Copyable {
    let scratch = TemporaryDirectory()

    var path: Path { scratch.path }
    var output: Path { path.appending("out") }

    func text(_ name: String) -> String { ProgramRun.text(path.appending(name)) }

    /// `records` good records in a file of this name.
    @discardableResult
    func input(_ name: String = "in.ndjson", records: Int = 3) -> Path {
        scratch.write(Hostile.lines((0..<records).map { Hostile.good($0 + 1) }), to: name)
    }

    /// Runs the program in the directory, with `--output out` unless the words say otherwise.
    func convert(
        _ words: [String], environment: [String: String] = [:], launcher: [String] = []
    ) throws -> ProgramRun {
        let isComplete = words.contains("--output")
        return try ProgramRun(
            words + (isComplete ? [] : ["--output", "out"]), in: path, environment: environment,
            launcher: launcher)
    }

    func outcome() throws -> Outcome { try Outcome(output) }

    /// Everything but what tells when and how a run was made, and of which inputs.
    func results(_ name: String = "out") -> Tree {
        Tree(
            path.appending(name),
            leavingOut: ["run.json", "manifest.json", ".mimecast2sophos.journal"])
    }

    /// What must hold after every run, however it ended: no temporary file is left.
    func checkNoTemporaryFiles() {
        let names = Tree(output).files.keys.filter { $0.contains(TemporaryName.prefix) }
        #expect(names.isEmpty)
    }
}
