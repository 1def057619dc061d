import JSONRecords

/// What an alert is called and the threat that goes with it: made once for every distinct name.
package struct AlertName: Hashable, Sendable {
    /// The parts stand together behind one reference, because an alert takes its name along.
    private final class Parts: Sendable {
        let typeText: [UInt8]
        let threat: Threat?

        init(typeText: [UInt8], threat: Threat?) {
            self.typeText = typeText
            self.threat = threat
        }
    }

    private let parts: Parts

    /// The `alertType` as it stands between quotes in JSON.
    package var typeText: [UInt8] { parts.typeText }
    package var threat: Threat? { parts.threat }

    /// - Parameter typeText: JSON text, ready to be written.
    package init(typeText: [UInt8], threat: Threat?) {
        parts = Parts(typeText: typeText, threat: threat)
    }

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

    /// The `alertType` as plain UTF-8.
    package var type: [UInt8] { JSONText.withText(of: typeText, JSONStrings.unescape) }
}
