import JSONRecords

/// What an alert is called and the threat that goes with it: made once for every distinct name.
package struct AlertName: Hashable, Sendable {
    /// The `alertType` as it stands between quotes in JSON.
    package let typeText: [UInt8]
    package let threat: Threat?

    /// - Parameter typeText: JSON text, ready to be written.
    package init(typeText: [UInt8], threat: Threat?) {
        self.typeText = typeText
        self.threat = threat
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
