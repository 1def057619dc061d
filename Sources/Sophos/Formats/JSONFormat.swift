import JSONRecords

/// An alert of the Sophos Central SIEM API, version 1, with the triple of Sophos's integration pages
/// (SPEC 6.1). Slices of the record are copied verbatim, including escapes.
///
/// Text that many alerts share is created once and kept here.
struct JSONFormat {
    static let shared = JSONFormat()

    private let keys = AlertKeys.shared
    /// By key: the text before its value.
    private let members = AlertKey.inOrder.map { ShortText<4>(",\"\($0.name)\":".utf8) }
    /// By category: from the end of the severity to `when`.
    private let types = Category.allCases.map { category in
        ShortText<8>("\",\"type\":\"\(category.type)\",\"when\":\"".utf8)
    }
    /// By category: the constants at the beginning of `data`.
    private let openings = Category.allCases.map { category in
        ShortText<8>(constants(AlertKey.leading, in: category).dropFirst())
    }
    /// The constants after the record's values, which are the same in all categories.
    private let closing = ShortText<8>(constants(AlertKey.trailing, in: .url))

    private static func constants(_ keys: [AlertKey], in category: Category) -> [UInt8] {
        keys.flatMap { Array(",\"\($0.name)\":\"\($0.constant(in: category))\"".utf8) }
    }

    func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        let id = alert.id.written
        let eventTime = alert.eventTimeText
        let name = alert.name.json
        buffer.append("{\"id\":\"")
        buffer.append(id)
        name.appendBeforeSeverity(to: &buffer)
        buffer.append(alert.severity.word)
        buffer.append(types[alert.category.index])
        buffer.append(eventTime)
        // Consumers take the time from created_at, so in a backfill it must be the event time.
        buffer.append("\",\"created_at\":\"")
        buffer.append(eventTime)
        name.appendInDescription(to: &buffer)
        appendSource(alert, to: &buffer)
        buffer.append("\",\"source\":\"")
        appendSource(alert, to: &buffer)
        name.appendBehindSource(to: &buffer)
        buffer.append(id)
        if let customerID = alert.customerID {
            buffer.append("\",\"customer_id\":\"")
            buffer.append(customerID)
        }
        buffer.append("\",\"data\":{")
        appendData(alert, to: &buffer)
        buffer.append("}}\n")
    }

    /// The description: what happened, and to whom.
    func appendDescription(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append(alert.name.typeText)
        buffer.append(" for ")
        appendSource(alert, to: &buffer)
    }

    func appendSource(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        guard let source = alert.source else {
            buffer.append("n/a")
            return
        }
        append(source, of: alert, to: &buffer)
    }

    /// The members of the `data` object.
    func appendData(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append(openings[alert.category.index])
        alert.forEachValue(keys) { number, value in
            buffer.append(members[number])
            appendValue(value, of: alert, to: &buffer)
        }
        buffer.append(closing)
        if let record = alert.record {
            buffer.append(members[AlertKey.rawData.rawValue])
            appendOnOneLine(record, of: alert, to: &buffer)
        }
    }

    /// The value of a key that a field feeds.
    @inline(__always)
    func appendValue(
        _ value: AlertValue, of alert: borrowing Alert, to buffer: inout ByteBuffer
    ) {
        switch value {
        case .address(let text):
            buffer.append("{\"ip\":")
            buffer.append(text)
            buffer.append("}")
        case .number(let text): buffer.append(text)
        case .boolean(let isTrue): buffer.append(isTrue ? "true" : "false")
        case .asWritten(let text): appendOnOneLine(text, of: alert, to: &buffer)
        }
    }

    /// Copies a slice, replacing lone surrogates if the record has any.
    func append(
        _ text: JSONText, of alert: borrowing Alert, to buffer: inout ByteBuffer
    ) {
        if alert.hasLoneSurrogates {
            buffer.append(JSONStrings.repairingSurrogates(text))
        } else {
            buffer.append(text)
        }
    }

    /// As ``append(_:of:to:)``; arrays and objects lose the white space between their tokens.
    private func appendOnOneLine(
        _ text: JSONText, of alert: borrowing Alert, to buffer: inout ByteBuffer
    ) {
        guard text.isArray || text.isObject else {
            append(text, of: alert, to: &buffer)
            return
        }
        if alert.hasLoneSurrogates {
            JSONText.withText(of: JSONStrings.repairingSurrogates(text)) {
                CompactJSON.append($0, to: &buffer)
            }
        } else {
            CompactJSON.append(text, to: &buffer)
        }
    }
}
