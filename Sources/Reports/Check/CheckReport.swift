package import JSONRecords
package import Runs

/// A report format of a check.
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

    /// The maximum number of findings of one rule in a report, so that a flood of rejects hides nothing
    /// else; the json report lists all.
    package static let mostListed: UInt64 = 1000

    /// `ok: 7 pieces in 1 input: 2 converted, 4 filtered, 1 rejected`: the result on one line.
    package static func verdict(_ result: CheckResult, style: TerminalStyle = .plain) -> String {
        CheckText(style: style).verdict(result)
    }

    /// - Parameters:
    ///   - style: the style of text for people.
    ///   - isQuiet: whether text for people has only errors.
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
