import JSONRecords

/// An alert of the Sophos Central SIEM API, version 1, with the triple of Sophos's integration pages
/// (SPEC 6.1). Slices of the record are copied as they stand, escapes and all.
enum JSONFormat {
    static func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append("{\"id\":\"")
        alert.id.append(to: &buffer)
        buffer.append("\",\"alertType\":\"")
        buffer.append(alert.name.typeText)
        appendThreat(alert.name.threat, to: &buffer)
        buffer.append(",\"severity\":\"")
        buffer.append(alert.severity.word)
        buffer.append("\",\"type\":\"")
        buffer.append(alert.category.type)
        buffer.append("\",\"when\":\"")
        let eventTime = Timestamp.text(of: alert.eventTime)
        buffer.append(eventTime.span)
        // Consumers take their clock from created_at: in a backfill it must be the event's time.
        buffer.append("\",\"created_at\":\"")
        buffer.append(eventTime.span)
        buffer.append("\",\"description\":\"")
        appendDescription(alert, to: &buffer)
        buffer.append("\",\"source\":\"")
        appendSource(alert, to: &buffer)
        if let threat = alert.name.threat {
            buffer.append("\",\"threat\":\"")
            buffer.append(threat.nameText)
            buffer.append("\",\"threat_cleanable\":false,\"event_service_event_id\":\"")
        } else {
            buffer.append(
                "\",\"threat\":null,\"threat_cleanable\":false,\"event_service_event_id\":\"")
        }
        alert.id.append(to: &buffer)
        if let customerID = alert.customerID {
            buffer.append("\",\"customer_id\":\"")
            buffer.append(customerID)
        }
        buffer.append("\",\"data\":")
        appendData(alert, to: &buffer)
        buffer.append("}\n")
    }

    private static func appendThreat(_ threat: Threat?, to buffer: inout ByteBuffer) {
        guard let threat else {
            buffer.append("\",\"threatId\":null,\"threatName\":null")
            return
        }
        buffer.append("\",\"threatId\":\"")
        buffer.append(threat.idText)
        buffer.append("\",\"threatName\":\"")
        buffer.append(threat.nameText)
        buffer.append("\"")
    }

    /// What happened, and to whom.
    static func appendDescription(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append(alert.name.typeText)
        buffer.append(" for ")
        appendSource(alert, to: &buffer)
    }

    private static func appendSource(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        guard let source = alert.source else {
            buffer.append("n/a")
            return
        }
        append(source, of: alert, to: &buffer)
    }

    /// The `data` object. It begins with a constant, so every other member has a comma before it.
    static func appendData(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        alert.forEachValue { key, value in
            buffer.append(key == .endpointType ? "{\"" : ",\"")
            buffer.append(key.name)
            buffer.append("\":")
            switch value {
            case .constant(let text):
                buffer.append("\"")
                buffer.append(text)
                buffer.append("\"")
            case .address(let text):
                buffer.append("{\"ip\":")
                buffer.append(text)
                buffer.append("}")
            case .number(let text): buffer.append(text)
            case .boolean(let isTrue): buffer.append(isTrue ? "true" : "false")
            case .asWritten(let text), .record(let text):
                appendOnOneLine(text, of: alert, to: &buffer)
            }
        }
        buffer.append("}")
    }

    /// Copies a slice, with half surrogate pairs replaced when the record has any.
    private static func append(
        _ text: JSONText, of alert: borrowing Alert, to buffer: inout ByteBuffer
    ) {
        if alert.hasLoneSurrogates {
            buffer.append(JSONStrings.repairingSurrogates(text))
        } else {
            buffer.append(text)
        }
    }

    /// As ``append(_:of:to:)``; arrays and objects lose the white space between their tokens.
    private static func appendOnOneLine(
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
