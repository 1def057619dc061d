internal import Accounts
package import Pipeline
package import Runs
internal import Sophos

/// The closing message: how many more there were, or why there was nothing.
package enum ExplainEnd {
    /// What else there would have been to see; nil if everything was shown.
    package static func rest(_ totals: ExplainRun.Totals) -> String? {
        let rest = totals.matched - totals.shown
        return rest > 0
            ? "and \(ClosingTable.grouped(rest)) more; --limit shows more of them" : nil
    }

    /// Why nothing was shown; nil if something was.
    ///
    /// - Parameter isStopped: whether a signal arrived before everything was read.
    package static func nothing(
        _ totals: ExplainRun.Totals, _ request: ExplainRequest, isStopped: Bool
    ) -> String? {
        if totals.matched > 0 { return nil }
        if totals.found > 0, let outcome = request.outcome {
            let count = counted(totals.found, "record")
            let subject = request.namesPieces ? "\(count) found" : count
            return "\(subject), none of them \(outcome.rawValue); leave out --outcome to see them"
        }
        if !request.namesPieces { return nil }
        let looked =
            "looked at \(counted(totals.seen, "record")) in \(counted(totals.inputs, "input"))"
        return "no record \(asked(request)); \(looked)" + (isStopped ? ", then stopped" : "")
    }

    /// `with the text "abc"`, `5`
    private static func asked(_ request: ExplainRequest) -> String {
        var parts: [String] = []
        if let record = request.record { parts.append("of number \(record)") }
        if let text = request.text {
            parts.append("with the text \(TerminalText.quoted(text.text.utf8))")
        }
        if let id = request.id { parts.append("that gives the alert \(id.text)") }
        return parts.joined(separator: " and ")
    }

    private static func counted(_ count: UInt64, _ noun: String) -> String {
        "\(ClosingTable.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
