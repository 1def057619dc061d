internal import Accounts
internal import ByteStreams
package import JSONRecords
internal import Mimecast
package import Pipeline
internal import Sophos

/// One piece for programs: an object on one line. docs/EXPLAIN.md documents its keys.
package enum ExplainJSON {
    package static func append(_ piece: ExplainedPiece, to buffer: inout ByteBuffer) {
        var object = JSONObject(&buffer)
        object.add("file", piece.path.bytes, &buffer)
        object.add("record", piece.record, &buffer)
        object.add("line", piece.place.line, &buffer)
        object.add("offset", piece.place.offset, &buffer)
        object.add("outcome", piece.outcome.name.rawValue, &buffer)
        append(piece.identity, piece.eventTime, &object, &buffer)
        object.key("steps", &buffer)
        buffer.append("[")
        for (number, step) in piece.steps.enumerated() {
            if number > 0 { buffer.append(",") }
            append(step, piece, to: &buffer)
        }
        buffer.append("]")
        switch piece.outcome {
        case .converted(let alert):
            object.key("alert", &buffer)
            let line = alert.last == UInt8(ascii: "\n") ? Array(alert.dropLast()) : alert
            // Formats other than objects are lines of text.
            if line.first == UInt8(ascii: "{") {
                append(json: line, to: &buffer)
            } else {
                JSONStrings.append(line, to: &buffer)
            }
        case .filtered(let reason):
            object.add("reason", reason.rawValue, &buffer)
            object.add("detail", Sentences.sentence(reason), &buffer)
        case .rejected(let note):
            object.add("reason", note.reason.rawValue, &buffer)
            object.add("detail", Sentences.detail(note), &buffer)
            if let field = note.field { object.add("field", field, &buffer) }
        }
        if String(validating: piece.raw, as: UTF8.self) != nil {
            object.add("raw", piece.raw, &buffer)
        } else {
            object.key("raw_base64", &buffer)
            buffer.append("\"")
            Base64.append(piece.raw, to: &buffer)
            buffer.append("\"")
        }
        buffer.append("}\n")
    }

    private static func append(
        _ identity: RecordIdentity, _ eventTime: Int64?, _ object: inout JSONObject,
        _ buffer: inout ByteBuffer
    ) {
        if let eventTime {
            object.key("time", &buffer)
            append(time: eventTime, to: &buffer)
        } else if let time = identity.time {
            object.add("time", time, &buffer)
        }
        let texts: [(StaticString, [UInt8]?)] = [
            ("user", identity.user), ("messageId", identity.messageID),
            ("subject", identity.subject), ("url", identity.url), ("fileName", identity.fileName),
        ]
        for (key, text) in texts {
            if let text { object.add(key, text, &buffer) }
        }
    }

    // MARK: Steps

    private static func append(
        _ step: DecisionStep, _ piece: ExplainedPiece, to buffer: inout ByteBuffer
    ) {
        var object = JSONObject(&buffer)
        switch step {
        case .unwrapped(let path):
            object.add("step", "unwrapped", &buffer)
            object.add("path", path, &buffer)
        case .kind(let decision, let value):
            object.add("step", "kind", &buffer)
            object.add("kind", decision?.kind.name, &buffer)
            switch decision?.evidence {
            case .arrayName: object.add("array", piece.arrayName ?? [], &buffer)
            case .typeField: append(value, &object, &buffer)
            case .keys(let rule): object.add("rule", rule.text, &buffer)
            case nil: break
            }
        case .category(let category, let isTaken):
            object.add("step", "category", &buffer)
            object.add("category", category.rawValue, &buffer)
            object.add("taken", isTaken, &buffer)
        case .asExpected(let eventTime, let value):
            object.add("step", "format", &buffer)
            object.add("asExpected", true, &buffer)
            object.key("time", &buffer)
            append(time: eventTime, to: &buffer)
            append(value, &object, &buffer)
        case .unexpected(let reason, let value):
            object.add("step", "format", &buffer)
            object.add("asExpected", false, &buffer)
            object.add("reason", RejectReason(reason).rawValue, &buffer)
            append(value, &object, &buffer)
        case .verdict(let verdict, let value):
            object.add("step", "verdict", &buffer)
            object.add("cleanOrSafe", verdict == .cleanOrSafe, &buffer)
            append(value, &object, &buffer)
        case .window(let window, let eventTime):
            object.add("step", "window", &buffer)
            if window.lowerBound > .min {
                object.key("since", &buffer)
                append(time: window.lowerBound, to: &buffer)
            }
            if window.upperBound < .max {
                object.key("until", &buffer)
                append(time: window.upperBound, to: &buffer)
            }
            object.add("inside", window.contains(eventTime), &buffer)
        case .name(let name, let branch, let values):
            object.add("step", "name", &buffer)
            object.add("name", name, &buffer)
            object.add("namedBy", branch.rawValue, &buffer)
            object.key("fields", &buffer)
            append(values, to: &buffer)
        case .threat(let manner, let alertType, let threat):
            object.add("step", "threat", &buffer)
            object.add("matched", manner.rawValue, &buffer)
            object.add("alertType", alertType, &buffer)
            object.add("threatId", threat?.id, &buffer)
            object.add("threatName", threat?.name, &buffer)
        case .severity(let rated):
            object.add("step", "severity", &buffer)
            object.add("severity", rated.severity.rawValue, &buffer)
            object.add("because", word(rated.ground), &buffer)
        case .identity(let id, let fields):
            object.add("step", "id", &buffer)
            object.add("id", id.text, &buffer)
            object.key("fields", &buffer)
            append(["kind", "time"] + fields.map(\.name), to: &buffer)
        case .values(let keys):
            object.add("step", "values", &buffer)
            object.key("from", &buffer)
            var values = JSONObject(&buffer)
            for fed in keys { values.add(fed.key.name, fed.field.name, &buffer) }
            buffer.append("}")
        }
        buffer.append("}")
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
    private static func append(
        _ value: DecisionStep.FieldValue?, _ object: inout JSONObject, _ buffer: inout ByteBuffer
    ) {
        guard let value else { return }
        object.add("field", value.field.name, &buffer)
        object.key("value", &buffer)
        append(value: value.text, to: &buffer)
    }

    private static func append(
        _ values: [DecisionStep.FieldValue], to buffer: inout ByteBuffer
    ) {
        buffer.append("[")
        for (number, value) in values.enumerated() {
            if number > 0 { buffer.append(",") }
            var object = JSONObject(&buffer)
            append(value, &object, &buffer)
            buffer.append("}")
        }
        buffer.append("]")
    }

    private static func append(_ texts: [String], to buffer: inout ByteBuffer) {
        buffer.append("[")
        for (number, text) in texts.enumerated() {
            if number > 0 { buffer.append(",") }
            JSONStrings.append(text.utf8, to: &buffer)
        }
        buffer.append("]")
    }

    // MARK: Values

    /// A value as written in the record; if it was cut, its remaining text.
    private static func append(value text: [UInt8]?, to buffer: inout ByteBuffer) {
        guard let text else { return buffer.append("null") }
        if text.count < DecisionStep.FieldValue.textLimit {
            append(json: text, to: &buffer)
        } else {
            JSONStrings.append(text, to: &buffer)
        }
    }

    private static func append(time: Int64, to buffer: inout ByteBuffer) {
        buffer.append("\"")
        Timestamp.append(time, to: &buffer)
        buffer.append("\"")
    }

    /// Valid JSON on one line, with escapes for characters that a terminal obeys or hides, which only
    /// occur in strings.
    private static func append(json: [UInt8], to buffer: inout ByteBuffer) {
        var start = 0
        var index = 0
        func isSpecial(_ byte: UInt8) -> Bool { byte < 0x20 || byte >= 0x7F }
        while index < json.count {
            guard isSpecial(json[index]) else {
                index += 1
                continue
            }
            buffer.append(json[start..<index])
            start = index
            while index < json.count, isSpecial(json[index]) { index += 1 }
            // Below U+0020 there is only white space between values: strings contain none unescaped.
            JSONStrings.appendContent(json[start..<index].filter { $0 >= 0x20 }, to: &buffer)
            start = index
        }
        buffer.append(json[start...])
    }
}

/// The members of an object, with commas between them; the closing brace is left to the caller.
private struct JSONObject {
    private var isEmpty = true

    init(_ buffer: inout ByteBuffer) { buffer.append("{") }

    mutating func key(_ key: StaticString, _ buffer: inout ByteBuffer) {
        buffer.append(isEmpty ? "\"" : ",\"")
        buffer.append(key)
        buffer.append("\":")
        isEmpty = false
    }

    mutating func add(_ key: StaticString, _ text: [UInt8], _ buffer: inout ByteBuffer) {
        self.key(key, &buffer)
        JSONStrings.append(text, to: &buffer)
    }

    mutating func add(_ key: StaticString, _ text: String?, _ buffer: inout ByteBuffer) {
        self.key(key, &buffer)
        if let text { JSONStrings.append(text.utf8, to: &buffer) } else { buffer.append("null") }
    }

    mutating func add(_ key: StaticString, _ number: UInt64, _ buffer: inout ByteBuffer) {
        self.key(key, &buffer)
        buffer.append(decimal: number)
    }

    mutating func add(_ key: StaticString, _ truth: Bool, _ buffer: inout ByteBuffer) {
        self.key(key, &buffer)
        buffer.append(truth ? "true" : "false")
    }
}
