import ArgumentParser
import ByteStreams
import Reports

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
