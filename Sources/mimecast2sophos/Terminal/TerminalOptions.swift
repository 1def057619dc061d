internal import ArgumentParser
internal import ByteStreams
internal import Reports

/// How a command communicates on standard error.
struct TerminalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Show progress. auto: on a terminal, but not on a CI server.", valueName: "when"))
    var progress = TerminalWish.auto

    @Option(
        help: ArgumentHelp(
            "Colour messages. auto: on a terminal, unless NO_COLOR or CLICOLOR=0 is set, or if CLICOLOR_FORCE is.",
            valueName: "when"))
    var color = TerminalWish.auto

    /// The progress line; nil if there should be none.
    ///
    /// - Parameter isAmongAlerts: whether alerts go to the same terminal.
    func display(isQuiet: Bool = false, isAmongAlerts: Bool = false) -> ProgressDisplay? {
        let situation = Self.situation
        if isAmongAlerts, progress == .auto { return nil }
        return situation.showsProgress(progress, isQuiet: isQuiet)
            ? ProgressDisplay(situation) : nil
    }

    /// The style of messages.
    var style: TerminalStyle { TerminalStyle(isColored: Self.situation.isColored(color)) }

    /// The style of output on standard output.
    var outputStyle: TerminalStyle {
        var situation = Self.situation
        situation.isTerminal = StandardOutput.isTerminal
        return TerminalStyle(isColored: situation.isColored(color))
    }

    private static var situation: TerminalSituation {
        var environment: [String: String] = [:]
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM", "CI", "COLUMNS"] {
            environment[name] = SystemCalls.environmentValue(of: name)
        }
        return TerminalSituation(isTerminal: StandardError.isTerminal, environment: environment)
    }
}

/// The verbosity of the converting commands.
struct VerbosityOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Flag(
        name: .shortAndLong, help: "Print a line for each file, and what filters and warnings mean."
    )
    var verbose = false

    func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }
}

/// Messages on standard error. The caller has escaped any text from inputs.
enum Messages {
    /// Writes `text` and a line end.
    static func tell(_ text: String) { write(text + "\n") }

    /// Writes `text` unchanged. A closed standard error is no reason to stop.
    static func write(_ text: String) { StandardError.write(text) }
}
