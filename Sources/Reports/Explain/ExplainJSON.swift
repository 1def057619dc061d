internal import Accounts
internal import ByteStreams
package import JSONRecords
internal import Mimecast
package import Pipeline
internal import Sophos

/// One piece for programs: an object on one line. docs/EXPLAIN.md documents its keys.
package enum ExplainJSON {
    package static func append(_ piece: ExplainedPiece, to buffer: inout ByteBuffer) {
        buffer.appendJSON { json in
            json.object { json in write(piece, to: &json) }
            json.endLine()
        }
    }

    private static func write(_ piece: ExplainedPiece, to json: inout JSONWriter) {
        json.member("file", piece.path)
        json.member("record", piece.record)
        json.member("line", piece.place.line)
        json.member("offset", piece.place.offset)
        json.member("outcome", piece.outcome.name.rawValue)
        write(piece.identity, piece.eventTime, to: &json)
        json.objects("steps", of: piece.steps) { json, step in write(step, piece, to: &json) }
        switch piece.outcome {
        case .converted(let alert):
            let line = alert.last == UInt8(ascii: "\n") ? Array(alert.dropLast()) : alert
            // Formats other than objects are lines of text.
            if line.first == UInt8(ascii: "{") {
                json.member("alert", json: escaped(line))
            } else {
                json.member("alert", line)
            }
        case .filtered(let reason):
            json.member("reason", reason.rawValue)
            json.member("detail", Sentences.sentence(reason))
        case .rejected(let note):
            json.member("reason", note.reason.rawValue)
            json.member("detail", Sentences.detail(note))
            json.member("field", ifPresent: note.field)
        }
        json.member("raw", bytes: piece.raw)
    }

    private static func write(
        _ identity: RecordIdentity, _ eventTime: Int64?, to json: inout JSONWriter
    ) {
        if let eventTime {
            json.member("time", time: eventTime)
        } else {
            json.member("time", ifPresent: identity.time)
        }
        json.member("user", ifPresent: identity.user)
        json.member("messageId", ifPresent: identity.messageID)
        json.member("subject", ifPresent: identity.subject)
        json.member("url", ifPresent: identity.url)
        json.member("fileName", ifPresent: identity.fileName)
    }

    // MARK: Steps

    private static func write(
        _ step: DecisionStep, _ piece: ExplainedPiece, to json: inout JSONWriter
    ) {
        switch step {
        case .unwrapped(let path):
            json.member("step", "unwrapped")
            json.member("path", path)
        case .kind(let decision, let value):
            json.member("step", "kind")
            json.member("kind", decision?.kind.name)
            switch decision?.evidence {
            case .arrayName: json.member("array", piece.arrayName ?? [])
            case .typeField: write(value, to: &json)
            case .keys(let rule): json.member("rule", rule.text)
            case nil: break
            }
        case .category(let category, let isTaken):
            json.member("step", "category")
            json.member("category", category.rawValue)
            json.member("taken", isTaken)
        case .asExpected(let eventTime, let value):
            json.member("step", "format")
            json.member("asExpected", true)
            json.member("time", time: eventTime)
            write(value, to: &json)
        case .unexpected(let reason, let value):
            json.member("step", "format")
            json.member("asExpected", false)
            json.member("reason", RejectReason(reason).rawValue)
            write(value, to: &json)
        case .verdict(let verdict, let value):
            json.member("step", "verdict")
            json.member("cleanOrSafe", verdict == .cleanOrSafe)
            write(value, to: &json)
        case .window(let window, let eventTime):
            json.member("step", "window")
            if window.lowerBound > .min { json.member("since", time: window.lowerBound) }
            if window.upperBound < .max { json.member("until", time: window.upperBound) }
            json.member("inside", window.contains(eventTime))
        case .name(let name, let branch, let values):
            json.member("step", "name")
            json.member("name", name)
            json.member("namedBy", branch.rawValue)
            json.objects("fields", of: values) { json, value in write(value, to: &json) }
        case .threat(let manner, let alertType, let threat):
            json.member("step", "threat")
            json.member("matched", manner.rawValue)
            json.member("alertType", alertType)
            json.member("threatId", threat?.id)
            json.member("threatName", threat?.name)
        case .severity(let rated):
            json.member("step", "severity")
            json.member("severity", rated.severity.rawValue)
            json.member("because", word(rated.ground))
        case .identity(let id, let fields):
            json.member("step", "id")
            json.member("id", id.text)
            json.array("fields", of: ["kind", "time"] + fields.map(\.name))
        case .values(let keys):
            json.member("step", "values")
            json.object("from") { json in
                for fed in keys { json.member(fed.key.name, fed.field.name) }
            }
        }
    }

    private static func word(_ ground: Decision.RatedSeverity.Ground) -> String {
        switch ground {
        case .row: "row"
        case .malicious: "malicious"
        case .rejection: "rejection"
        case .otherwise: "otherwise"
        }
    }

    /// `"field":"date","value":"2024-…"`; a missing value is null.
    private static func write(_ value: DecisionStep.FieldValue?, to json: inout JSONWriter) {
        guard let value else { return }
        json.member("field", value.field.name)
        // A value as written in the record; if it was cut, its remaining text.
        if let text = value.text, text.count < DecisionStep.FieldValue.textLimit {
            json.member("value", json: escaped(text))
        } else {
            json.member("value", value.text)
        }
    }

    /// Valid JSON on one line, with escapes for characters that a terminal obeys or hides, which only
    /// occur in strings.
    private static func escaped(_ json: [UInt8]) -> [UInt8] {
        var text = ByteBuffer(capacity: json.count)
        var start = 0
        var index = 0
        func isSpecial(_ byte: UInt8) -> Bool { byte < 0x20 || byte >= 0x7F }
        while index < json.count {
            guard isSpecial(json[index]) else {
                index += 1
                continue
            }
            text.append(json[start..<index])
            start = index
            while index < json.count, isSpecial(json[index]) { index += 1 }
            // Below U+0020 there is only white space between values: strings contain none unescaped.
            JSONStrings.appendContent(json[start..<index].filter { $0 >= 0x20 }, to: &text)
            start = index
        }
        text.append(json[start...])
        return text.bytes
    }
}
