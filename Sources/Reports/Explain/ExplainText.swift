package import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Mimecast
package import Pipeline
internal import Sophos

/// One piece for people: what identifies it, its location, each decision and its basis, and the result.
/// Text from inputs cannot control a terminal.
package struct ExplainText: Sendable {
    private let format: Format
    private let options: ConvertOptions
    private let style: TerminalStyle

    /// - Parameter options: the options with which the pieces were decided.
    package init(_ options: ConvertOptions, style: TerminalStyle = .plain) {
        self.options = options
        self.style = style
        format = options.format
    }

    /// - Returns: lines with a line end between them and none at the end.
    package func text(_ piece: ExplainedPiece) -> String {
        var lines = [head(piece)] + labelled("place", [place(piece)])
        for step in piece.steps { lines += self.lines(step, piece) }
        switch piece.outcome {
        case .converted(let alert):
            lines += labelled("alert", AlertLines.lines(alert, in: format))
        case .filtered(let reason):
            lines += labelled("filtered", ["\(reason.rawValue): \(Sentences.sentence(reason))"])
        case .rejected(let note):
            lines += labelled("rejected", ["\(note.reason.rawValue): \(Sentences.detail(note))"])
            lines += labelled("bytes", FaultLines.lines(piece.raw, at: piece.faultIndex))
        }
        return lines.joined(separator: "\n")
    }

    /// `converted: 2024-11-17T17:02:30.000Z  a@example.com  <1@x.example>  https://x.example/`
    private func head(_ piece: ExplainedPiece) -> String {
        let identity = piece.identity
        func shown(_ text: [UInt8]) -> String {
            TerminalText.escaped(text, limit: TerminalText.valueLimit)
        }
        // The link says more about a click than the subject of its mail.
        let subject =
            identity.url.map(shown) ?? (identity.subject ?? identity.fileName).map { quoted($0) }
        let parts = [
            piece.eventTime.map { time($0) } ?? identity.time.map { quoted($0) },
            identity.user.map(shown), identity.messageID.map(shown), subject,
        ].compactMap(\.self)
        let outcome =
            switch piece.outcome {
            case .converted: style.good(piece.outcome.name.rawValue)
            case .filtered: style.strong(piece.outcome.name.rawValue)
            case .rejected: style.bad(piece.outcome.name.rawValue)
            }
        return outcome + ": "
            + (parts.isEmpty
                ? "no time, user, message id, subject or URL in it"
                : parts.joined(separator: "  "))
    }

    /// `exports/clicks.json.gz:1042: record 1042, byte 88317`
    private func place(_ piece: ExplainedPiece) -> String {
        "\(TerminalText.path(piece.path)):\(piece.place.line): record \(piece.record), byte \(piece.place.offset)"
    }

    // MARK: Steps

    private func lines(_ step: DecisionStep, _ piece: ExplainedPiece) -> [String] {
        switch step {
        case .unwrapped(let path): labelled("unwrapped", [quoted(path)])
        case .kind(let decision, let value): labelled("kind", [kind(decision, value, piece)])
        case .category(let category, let isTaken):
            labelled(
                "category", ["\(category.rawValue), " + (isTaken ? "included" : "not requested")])
        case .asExpected(let eventTime, let value):
            labelled(
                "format", ["as expected"] + [value.map { "\(said($0)): \(time(eventTime))" } ?? ""])
        case .unexpected(_, let value): labelled("format", ["not as expected: \(said(value))"])
        case .verdict(let verdict, let value): labelled("verdict", [self.verdict(verdict, value)])
        case .window(let window, let eventTime): labelled("window", self.window(window, eventTime))
        case .name(let name, let branch, let values):
            labelled(
                "name", ["\(quoted(name)), \(by(branch, values))"] + values.map { "  " + said($0) })
        case .threat(let manner, let alertType, let threat):
            labelled("threat", self.threat(manner, alertType, threat, piece))
        case .severity(let rated):
            labelled("severity", ["\(rated.severity.rawValue): \(because(rated.ground))"])
        case .identity(let id, let fields):
            labelled(
                "id",
                [id.text, "made from kind, time, " + fields.map(\.name).joined(separator: ", ")])
        case .values(let keys): labelled("fed by", fed(keys))
        }
    }

    private func kind(
        _ decision: Kind.Decision?, _ value: DecisionStep.FieldValue?, _ piece: ExplainedPiece
    ) -> String {
        guard let decision else { return "unknown: no rule matches its fields" }
        let name = decision.kind.name
        switch decision.evidence {
        case .arrayName: return "\(name), by its array \(quoted(piece.arrayName ?? []))"
        case .typeField: return "\(name): \(value.map { said($0) } ?? "")"
        case .keys(let rule): return "\(name), by its keys: \(rule.text)"
        }
    }

    private func verdict(_ verdict: Verdict, _ value: DecisionStep.FieldValue?) -> String {
        let words = value.map { said($0) } ?? "none"
        return switch verdict {
        case .cleanOrSafe: words + ": clean or safe"
        case .malicious, .otherKnown: words + ": neither clean nor safe"
        case .unknownWord: words + ": a word that Mimecast does not document, kept"
        case .missing: words + ": kept"
        }
    }

    /// Nothing if there is no window.
    private func window(_ window: Range<Int64>, _ eventTime: Int64) -> [String] {
        var bounds: [String] = []
        if window.lowerBound > .min { bounds.append("--since \(time(window.lowerBound))") }
        if window.upperBound < .max { bounds.append("--until \(time(window.upperBound))") }
        if bounds.isEmpty { return [] }
        let place = window.contains(eventTime) ? "inside" : "outside"
        return ["\(place) \(bounds.joined(separator: ", "))"]
    }

    private func by(_ branch: NamedBy, _ values: [DecisionStep.FieldValue]) -> String {
        switch branch {
        case .rule: values.isEmpty ? "as all of its category" : "by the rule"
        case .ttpDefinition: "by ttpDefinition, because the rule yields nothing"
        case .creationMethod: "by creationMethod, because the rule yields nothing"
        case .constant: "because no field has a name"
        }
    }

    private func threat(
        _ manner: ThreatMatch.Manner, _ alertType: [UInt8], _ threat: Threat?,
        _ piece: ExplainedPiece
    ) -> [String] {
        let shown =
            threat.map { TerminalText.escaped("\($0.id) \($0.name)".utf8, limit: 120) }
            ?? "no threat"
        switch manner {
        case .exact: return [shown, "exact: the name is that of the row \(quoted(alertType))"]
        case .prefix: return [shown, "prefix: the name starts with the row \(quoted(alertType))"]
        case .none:
            let rule =
                switch options.unmapped {
                case .keep: "kept without a threat"
                case .category: "given its category's threat"
                case .reject: "it is rejected"
                }
            return [
                shown,
                "none: no row matches the name; \(rule) (--unmapped \(options.unmapped.rawValue))",
            ]
        }
    }

    private func because(_ ground: Decision.RatedSeverity.Ground) -> String {
        switch ground {
        case .row: "set by its row"
        case .malicious: "the verdict is malicious, or the message was tagged as malicious"
        case .rejection: "a rejected message"
        case .otherwise: "neither malicious nor a rejection"
        }
    }

    /// Two columns: the key of `data`, and the field its value came from.
    private func fed(_ keys: [AlertMapping.FedKey]) -> [String] {
        let width = keys.map { $0.key.name.utf8CodeUnitCount }.max() ?? 0
        return keys.map { fed in
            TextTable.padded(fed.key.name.description, to: width) + "  \(fed.field.name)"
        }
    }

    // MARK: Words

    /// `"date" is "2024-11-17T17:02:30+0000"`
    private func said(_ value: DecisionStep.FieldValue) -> String {
        let name = "\"\(value.field.name)\""
        guard let text = value.text else { return "\(name) is missing" }
        return "\(name) is \(TerminalText.escaped(text, limit: 160))"
    }

    private func quoted(_ text: [UInt8]) -> String { TerminalText.quoted(text) }

    private func time(_ milliseconds: Int64) -> String {
        var buffer = ByteBuffer()
        Timestamp.append(milliseconds, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// Lines after a label in the margin.
    private func labelled(_ label: String, _ lines: [String]) -> [String] {
        lines.filter { !$0.isEmpty }.enumerated().map { number, line in
            "  " + style.faint(TextTable.padded(number == 0 ? label : "", to: Self.labelWidth))
                + line
        }
    }

    private static let labelWidth = 10
}
