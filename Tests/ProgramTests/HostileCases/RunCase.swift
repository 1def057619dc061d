import ByteStreams
import TestSupport
import Testing

/// A fault in a run's environment rather than in an input's bytes, which needs its own steps.
struct RunCase: Sendable, CustomTestStringConvertible {
    var number: Int
    /// The fault, as docs/FAULTS.md shows it.
    var name: String
    var exit: Int32
    var kept: String
    var reported: String
    /// Runs the case and checks its exit code.
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

/// The environment of a run case: its own directory, and the program.
struct Stage: ~Copyable {
    let scratch = TemporaryDirectory()

    var path: Path { scratch.path }
    var output: Path { path.appending("out") }

    func text(_ name: String) -> String { ProgramRun.text(path.appending(name)) }

    /// Writes `records` good records to a file with this name.
    @discardableResult
    func input(_ name: String = "in.ndjson", records: Int = 3) -> Path {
        scratch.write(Hostile.lines((0..<records).map { Hostile.good($0 + 1) }), to: name)
    }

    /// Runs the program in the directory, with `--output out` unless the arguments say otherwise.
    func convert(
        _ words: [String], environment: [String: String] = [:], launcher: [String] = []
    ) throws -> ProgramRun {
        let isComplete = words.contains("--output")
        return try ProgramRun(
            words + (isComplete ? [] : ["--output", "out"]), in: path, environment: environment,
            launcher: launcher)
    }

    func outcome() throws -> Outcome { try Outcome(output) }

    /// Everything except the record of when and how a run took place, and of its inputs.
    func results(_ name: String = "out") -> Tree {
        Tree(
            path.appending(name),
            leavingOut: ["run.json", "manifest.json", ".mimecast2sophos.journal"])
    }

    /// The invariant after every run, however it ended: no temporary file is left.
    func checkNoTemporaryFiles() {
        let names = Tree(output).files.keys.filter { $0.contains(TemporaryName.prefix) }
        #expect(names.isEmpty)
    }
}
