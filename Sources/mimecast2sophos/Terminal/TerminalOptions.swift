internal import ArgumentParser
internal import ByteStreams
internal import Reports

/// How a command talks to the people who wait for it, on standard error.
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

    /// The line that shows progress; nil where none should be.
    ///
    /// - Parameter isAmongAlerts: alerts go to the same terminal.
    func display(isQuiet: Bool = false, isAmongAlerts: Bool = false) -> ProgressDisplay? {
        let situation = Self.situation
        if isAmongAlerts, progress == .auto { return nil }
        return situation.showsProgress(progress, isQuiet: isQuiet)
            ? ProgressDisplay(situation) : nil
    }

    /// How messages look.
    var style: TerminalStyle { TerminalStyle(isColored: Self.situation.isColored(color)) }

    /// How an answer on standard output looks.
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

/// How much the commands that convert say.
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

/// Lines for people, on standard error. What they hold of the input was escaped by who made them.
enum Messages {
    /// Writes `text` and a line end.
    static func tell(_ text: String) { write(text + "\n") }

    /// Writes `text` as it is. A closed standard error is no reason to stop.
    static func write(_ text: String) { StandardError.write(text) }
}
