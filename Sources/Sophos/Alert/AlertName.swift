internal import JSONRecords

/// An alert's name and the threat that goes with it; created once per distinct name.
package struct AlertName: Hashable, Sendable {
    /// The parts share one reference, because each alert retains its name.
    private final class Parts: Sendable {
        let typeText: [UInt8]
        let ruleText: [UInt8]
        let threat: Threat?
        let attack: Attack?
        let json: JSONNameText

        init(typeText: [UInt8], threat: Threat?) {
            self.typeText = typeText
            ruleText = AlertName.letters(of: typeText)
            self.threat = threat
            attack = threat.map(Attack.init)
            json = JSONNameText(typeText: typeText, threat: threat)
        }
    }

    private let parts: Parts

    /// The `alertType` as written between quotes in JSON.
    package var typeText: [UInt8] { parts.typeText }
    /// The letters of the `alertType`, of any script, in lower case: the distinguishing part of a
    /// detection's rule.
    package var ruleText: [UInt8] { parts.ruleText }
    package var threat: Threat? { parts.threat }
    /// The threat's position in ATT&CK.
    var attack: Attack? { parts.attack }
    /// The text that json alerts with this name have in common.
    var json: JSONNameText { parts.json }

    /// - Parameter typeText: JSON text, ready to be written.
    package init(typeText: [UInt8], threat: Threat?) {
        parts = Parts(typeText: typeText, threat: threat)
    }

    /// True if both are the same instance, not merely equal.
    package func isIdentical(to other: AlertName) -> Bool { parts === other.parts }

    package static func == (left: Self, right: Self) -> Bool {
        left.parts === right.parts
            || (left.typeText == right.typeText && left.threat == right.threat)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(typeText)
        hasher.combine(threat)
    }

    /// - Parameter type: the plain text.
    package init(type: String, threat: Threat?) {
        var buffer = ByteBuffer(capacity: type.utf8.count + 16)
        JSONStrings.appendContent(type.utf8, to: &buffer)
        self.init(typeText: buffer.bytes, threat: threat)
    }

    private static func letters(of typeText: [UInt8]) -> [UInt8] {
        let type = JSONText.withText(of: typeText, JSONStrings.unescape)
        var letters: [UInt8] = []
        for scalar in String(decoding: type, as: UTF8.self).unicodeScalars {
            // Unicode properties of a scalar cost far more than a comparison.
            if scalar.isASCII {
                let letter = JSONText.lowercased(UInt8(ascii: scalar))
                if letter &- UInt8(ascii: "a") < 26 { letters.append(letter) }
                continue
            }
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter:
                letters += scalar.properties.lowercaseMapping.utf8
            default: break
            }
        }
        return letters
    }

    /// The `alertType` as plain UTF-8.
    package var type: [UInt8] { JSONText.withText(of: typeText, JSONStrings.unescape) }
}

/// The parts of a json alert that depend on its name; created once per name.
struct JSONNameText: Sendable {
    /// The three parts, one after another, so that they share one reference.
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

    /// - Parameter typeText: JSON text, as written between quotes.
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
    /// - Parameter value: JSON text, as written between quotes; nil for null.
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
