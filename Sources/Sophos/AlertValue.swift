package import JSONRecords

/// The value of one key of an alert's `data` that a field of the record feeds, decided and not yet
/// written: what every format agrees on, so that none decides again.
package enum AlertValue {
    /// An IP address, in quotes: `source_info` holds it as its `ip`.
    case address(JSONText)
    /// Any JSON value as it stands in the record.
    case asWritten(JSONText)
    /// A whole number without quotes.
    case number(JSONText)
    case boolean(Bool)
}

extension Alert {
    /// Calls `body` with every key that a field feeds and that the alert has a value for, in the order
    /// of the keys. The keys of ``AlertKey/leading`` stand before them, those of
    /// ``AlertKey/trailing`` and the record behind.
    @inline(__always)
    package borrowing func forEachValue(_ body: (AlertKey, AlertValue) -> Void) {
        let keys = AlertKeys.shared
        forEachValue(keys) { body(keys.inOrder[$0], $1) }
    }

    /// As above; `body` gets the numbers of the keys.
    @inline(__always)
    borrowing func forEachValue(_ keys: AlertKeys, _ body: (Int, AlertValue) -> Void) {
        var rest = values.present
        while rest != 0 {
            let number = rest.trailingZeroBitCount
            let bit = rest & ~(rest &- 1)
            rest ^= bit
            guard let text = values[number] else { continue }
            if keys.texts & bit != 0 {
                // Most of them: nothing has to be decided.
                body(number, .asWritten(text))
            } else if let value = Self.value(text, of: keys.inOrder[number]) {
                body(number, value)
            }
        }
    }

    /// The value of one key, as ``forEachValue(_:)`` gives it.
    borrowing func value(of key: AlertKey) -> AlertValue? {
        guard let text = values[key] else { return nil }
        return Self.value(text, of: key)
    }

    /// What `text` says as the value of `key`; nil when that is nothing.
    @inline(__always)
    private static func value(_ text: JSONText, of key: AlertKey) -> AlertValue? {
        switch key.shape {
        case .address:
            text.isString && IPAddress.isValid(text.content) ? .address(text) : nil
        case .text, .asWritten: .asWritten(text)
        case .number: isNumber(text.content) ? .number(text.content) : .asWritten(text)
        case .boolean:
            if text.content.equalsIgnoringCase("true") {
                .boolean(true)
            } else if text.content.equalsIgnoringCase("false") {
                .boolean(false)
            } else {
                .asWritten(text)
            }
        case .constant, .record: nil
        }
    }

    /// True for a whole number as JSON writes it, short enough for every reader.
    private static func isNumber(_ text: JSONText) -> Bool {
        guard text.count >= 1, text.count <= 15 else { return false }
        if text.count > 1, text[0] == UInt8(ascii: "0") { return false }
        for index in 0..<text.count where text[index] &- UInt8(ascii: "0") > 9 { return false }
        return true
    }
}
