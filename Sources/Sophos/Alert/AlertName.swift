internal import JSONRecords

/// What an alert is called and the threat that goes with it: made once for every distinct name.
package struct AlertName: Hashable, Sendable {
    /// The parts stand together behind one reference, because an alert takes its name along.
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

    /// The `alertType` as it stands between quotes in JSON.
    package var typeText: [UInt8] { parts.typeText }
    /// The letters of the `alertType`, of any script, in lower case: what tells a detection's rule
    /// from others.
    package var ruleText: [UInt8] { parts.ruleText }
    package var threat: Threat? { parts.threat }
    /// Where the threat stands in ATT&CK.
    var attack: Attack? { parts.attack }
    /// What json alerts of the name have in common.
    var json: JSONNameText { parts.json }

    /// - Parameter typeText: JSON text, ready to be written.
    package init(typeText: [UInt8], threat: Threat?) {
        parts = Parts(typeText: typeText, threat: threat)
    }

    /// True when both are one and the same, not only alike.
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
            // What Unicode says of a scalar costs far more than a comparison.
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
