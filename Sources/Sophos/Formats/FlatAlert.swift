import JSONRecords

/// An alert on one line as Sophos's SIEM script makes it from the json record (its `siem.py`, version
/// 2.1.0): top-level nulls dropped, `datastream` after the record's own keys, then the keys that the
/// script renames, in their original order: `when` is `end`, `created_at` is `rt`, `source` is `suser`.
///
/// Where the script writes Python syntax, we write `true` and `false`, lists joined by commas, and
/// `data` flattened in both formats.
enum FlatAlert {
    /// Appends every pair except the first, `id`, which each format starts in its own way.
    static func append(_ alert: borrowing Alert, _ style: PairStyle, to buffer: inout ByteBuffer) {
        let pairs = FlatPairs(style: style)
        pairs.append("alertType", text: alert.name.typeText, to: &buffer)
        if let threat = alert.name.threat {
            pairs.append("threatId", text: threat.idText, to: &buffer)
            pairs.append("threatName", text: threat.nameText, to: &buffer)
        }
        if style == .keyValue {
            pairs.append("severity", constant: alert.severity.word, to: &buffer)
            pairs.append("type", constant: alert.category.type, to: &buffer)
        }
        pairs.append("description", to: &buffer) {
            appendDescription(alert, in: style.place, to: &$0)
        }
        if let threat = alert.name.threat {
            pairs.append("threat", text: threat.nameText, to: &buffer)
        }
        pairs.append("threat_cleanable", constant: "false", to: &buffer)
        pairs.append("event_service_event_id", to: &buffer) { alert.id.append(to: &$0) }
        if let customerID = alert.customerID {
            pairs.append("customer_id", to: &buffer) { $0.append(customerID) }
        }
        append(AlertKey.leading, of: alert.category, pairs, to: &buffer)
        alert.forEachValue { append($0, $1, pairs, to: &buffer) }
        append(AlertKey.trailing, of: alert.category, pairs, to: &buffer)
        if let record = alert.record {
            pairs.append(AlertKey.rawData.name, in: "data_", nested: record, to: &buffer)
        }
        pairs.append("datastream", constant: "alert", to: &buffer)
        let eventTime = alert.eventTimeText
        pairs.append("end", to: &buffer) { $0.append(eventTime) }
        pairs.append("rt", to: &buffer) { $0.append(eventTime) }
        pairs.append("suser", to: &buffer) { appendSource(alert, in: style.place, to: &$0) }
    }

    /// The description, which the script calls the alert's `name`.
    static func appendDescription(
        _ alert: borrowing Alert, in place: LineText.Place, to buffer: inout ByteBuffer
    ) {
        JSONText.withText(of: alert.name.typeText) { LineText.append($0, in: place, to: &buffer) }
        buffer.append(" for ")
        appendSource(alert, in: place, to: &buffer)
    }

    private static func appendSource(
        _ alert: borrowing Alert, in place: LineText.Place, to buffer: inout ByteBuffer
    ) {
        guard let source = alert.source else { return buffer.append("n/a") }
        LineText.append(source, in: place, to: &buffer)
    }

    private static func append(
        _ constants: [AlertKey], of category: Category, _ pairs: FlatPairs,
        to buffer: inout ByteBuffer
    ) {
        for key in constants {
            pairs.append(
                key.name, in: "data_", constant: key.constant(in: category), to: &buffer)
        }
    }

    private static func append(
        _ key: AlertKey, _ value: AlertValue, _ pairs: FlatPairs, to buffer: inout ByteBuffer
    ) {
        switch value {
        case .address(let text):
            pairs.append("source_info_ip", in: "data_", text.content, to: &buffer)
        case .number(let digits): pairs.append(key.name, in: "data_", digits, to: &buffer)
        case .boolean(let isTrue):
            pairs.append(key.name, in: "data_", constant: isTrue ? "true" : "false", to: &buffer)
        case .asWritten(let text) where !text.isArray && !text.isObject:
            pairs.append(key.name, in: "data_", text.content, to: &buffer)
        case .asWritten(let text):
            pairs.append(key.name, in: "data_", nested: text, to: &buffer)
        }
    }
}
