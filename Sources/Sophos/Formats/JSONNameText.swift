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
        text.append("\"")
        Self.append("alertType", typeText, to: &text)
        Self.append("threatId", threat?.idText, to: &text)
        Self.append("threatName", threat?.nameText, to: &text)
        text.append(",\"severity\":\"")
        descriptionStart = text.count
        text.append("\",\"description\":\"")
        text.append(typeText)
        text.append(" for ")
        behindSourceStart = text.count
        text.append("\"")
        Self.append("threat", threat?.nameText, to: &text)
        text.append(",\"threat_cleanable\":false,\"event_service_event_id\":\"")
        bytes = text.bytes
    }

    /// One member with the comma before it.
    /// - Parameter value: JSON text, as it stands between quotes; nil for null.
    private static func append(
        _ name: StaticString, _ value: [UInt8]?, to text: inout ByteBuffer
    ) {
        text.append(",\"")
        text.append(name)
        text.append("\":")
        guard let value else { return text.append("null") }
        text.append("\"")
        text.append(value)
        text.append("\"")
    }
}
