internal import Accounts
import ArgumentParser
import ByteStreams
import Reports
internal import Runs

/// `FORMAT[=FILE]`: a report and its destination.
struct ReportRequest {
    var format: CheckReport
    /// As typed; nil for standard output.
    private var file: String?

    init(format: CheckReport) { self.format = format }

    /// - Throws: what the parser shows behind the value.
    init(argument: String) throws {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = CheckReport(rawValue: String(parts[0])) else {
            throw ValidationError(
                "expected text, json, junit, sarif or github, and perhaps =FILE behind it")
        }
        self.format = format
        if parts.count == 2 {
            if parts[1].isEmpty { throw ValidationError("expected a file behind the =") }
            file = String(parts[1])
        }
    }

    /// The file; nil for standard output.
    var path: Path? { file.flatMap { $0 == "-" ? nil : Path(argument: $0) } }

    /// - Parameters:
    ///   - style: the style of text on standard output; in a file it is plain.
    ///   - isQuiet: whether text on standard output has only errors.
    /// - Throws: `write`, but not if the reader closed the pipe, which does not affect the result.
    func write(
        _ result: CheckResult, style: TerminalStyle, isQuiet: Bool
    ) throws(RunError) {
        let isFile = path != nil
        do throws(RunError) {
            try ReportFile.write(to: file) {
                format.append(
                    result, style: isFile ? .plain : style, isQuiet: isQuiet && !isFile, to: &$0)
            }
        } catch {
            if case .write(let failure) = error, failure.isClosedPipe { return }
            throw error
        }
    }
}
