/// What is known about the destination of messages. Decisions depend on this value alone, so that they
/// can be tested without a terminal.
package struct TerminalSituation: Sendable {
    /// Whether the output stream is a terminal.
    package var isTerminal: Bool
    private let environment: [String: String]

    package init(isTerminal: Bool, environment: [String: String]) {
        self.isTerminal = isTerminal
        self.environment = environment
    }

    /// Whether text may be coloured. The flag decides, then `NO_COLOR` (no-color.org), then
    /// `CLICOLOR_FORCE` and `CLICOLOR` (bixense.com/clicolors), then the terminal.
    package func isColored(_ wish: TerminalWish) -> Bool {
        switch wish {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if value("NO_COLOR") != nil { return false }
        if let force = value("CLICOLOR_FORCE"), force != "0" { return true }
        if value("CLICOLOR") == "0" { return false }
        return isTerminal && value("TERM") != "dumb"
    }

    /// Whether a line may be redrawn repeatedly. The log of a CI server would keep every copy.
    package func showsProgress(_ wish: TerminalWish, isQuiet: Bool) -> Bool {
        if isQuiet { return false }
        switch wish {
        case .always: return true
        case .never: return false
        case .auto: return isTerminal && value("TERM") != "dumb" && value("CI") == nil
        }
    }

    /// The width of a line if the terminal does not report it.
    package var columns: Int {
        value("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80
    }

    /// nil if the variable is empty or not set.
    private func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
