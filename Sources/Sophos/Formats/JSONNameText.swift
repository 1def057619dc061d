import JSONRecords

/// The parts of a json alert that its name decides: made once for every name.
struct JSONNameText: Sendable {
    /// The three parts, one after the other, so that all of them stand behind one reference.
    private let bytes: [UInt8]
    private let descriptionStart: Int
    private let behindSourceStart: Int

    /// From the end of the id to the severity.
    func appendBeforeSeverity(to buffer: inout ByteBuffer) {
        buffer.append(bytes.span.extracting(..<descriptionStart))
    }

    /// From the end of `created_at` to the source in the description.
    func appendInDescription(to buffer: inout ByteBuffer) {
        buffer.append(bytes.span.extracting(descriptionStart..<behindSourceStart))
    }

    /// From the end of the source to the second id.
    func appendBehindSource(to buffer: inout ByteBuffer) {
        buffer.append(bytes.span.extracting(behindSourceStart...))
    }

    /// - Parameter typeText: JSON text, as it stands between quotes.
    init(typeText: [UInt8], threat: Threat?) {
        var text = ByteBuffer(capacity: 512)
        text.append("\",\"alertType\":\"")
        text.append(typeText)
        if let threat {
            text.append("\",\"threatId\":\"")
            text.append(threat.idText)
            text.append("\",\"threatName\":\"")
            text.append(threat.nameText)
            text.append("\"")
        } else {
            text.append("\",\"threatId\":null,\"threatName\":null")
        }
        text.append(",\"severity\":\"")
        descriptionStart = text.count
        text.append("\",\"description\":\"")
        text.append(typeText)
        text.append(" for ")
        behindSourceStart = text.count
        if let threat {
            text.append("\",\"threat\":\"")
            text.append(threat.nameText)
            text.append("\"")
        } else {
            text.append("\",\"threat\":null")
        }
        text.append(",\"threat_cleanable\":false,\"event_service_event_id\":\"")
        bytes = text.bytes
    }
}
