import JSONRecords

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
