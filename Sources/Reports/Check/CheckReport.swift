package import JSONRecords
package import Runs

/// A form in which a check tells what it found.
package enum CheckReport: String, CaseIterable, Sendable {
    /// For people at a terminal.
    case text
    /// Everything, for programs; keys are documented in docs/CHECK.md.
    case json
    /// For test reports of CI servers; valid against the Jenkins JUnit schema.
    case junit
    /// For code scanning: SARIF 2.1.0 (OASIS).
    case sarif
    /// Workflow commands that GitHub shows as annotations.
    case github

    /// Findings of one rule that a report lists at most, so that one flood of rejects hides nothing else;
    /// the json report lists all.
    package static let mostListed: UInt64 = 1000

    /// `ok: 7 pieces in 1 input: 2 converted, 4 filtered, 1 rejected`: how it went, on one line.
    package static func verdict(_ result: CheckResult, style: TerminalStyle = .plain) -> String {
        CheckText(style: style).verdict(result)
    }

    /// - Parameters:
    ///   - style: how text for people looks.
    ///   - isQuiet: text for people has errors alone.
    package func append(
        _ result: CheckResult, style: TerminalStyle = .plain, isQuiet: Bool = false,
        to buffer: inout ByteBuffer
    ) {
        let findings = Finding.all(result)
        switch self {
        case .text:
            CheckText(style: style, isQuiet: isQuiet).append(result, findings, to: &buffer)
        case .json: CheckJSON.append(result, findings, to: &buffer)
        case .junit: CheckJUnit.append(result, findings, to: &buffer)
        case .sarif: CheckSARIF.append(result, findings, to: &buffer)
        case .github: CheckAnnotations.append(findings, to: &buffer)
        }
    }
}
