package import JSONRecords

/// The value of one key of an alert's `data`, decided and not yet written: what every format agrees
/// on, so that none decides again.
package enum AlertValue {
    /// The same in every alert of a category.
    case constant(StaticString)
    /// An IP address, in quotes: `source_info` holds it as its `ip`.
    case address(JSONText)
    /// Any JSON value as it stands in the record.
    case asWritten(JSONText)
    /// A whole number without quotes.
    case number(JSONText)
    case boolean(Bool)
    /// The whole record.
    case record(JSONText)
}

extension Alert {
    /// Calls `body` with every key that the alert has a value for, in the order of the keys.
    @inline(__always)
    package borrowing func forEachValue(_ body: (AlertKey, AlertValue) -> Void) {
        var rest = values.present | AlertKey.always
        while rest != 0 {
            let key = AlertKey(rawValue: rest.trailingZeroBitCount)
            rest &= rest &- 1
            if let key, let value = value(of: key) { body(key, value) }
        }
    }

    /// The value of `key`, nil when the alert has none.
    @inline(__always)
    private borrowing func value(of key: AlertKey) -> AlertValue? {
        switch key.shape {
        case .constant: return .constant(key.constant(in: category))
        case .record: return record.map { .record($0) }
        case .address:
            guard let text = values[key], text.isString, IPAddress.isValid(text.content) else {
                return nil
            }
            return .address(text)
        case .text, .asWritten: return values[key].map { .asWritten($0) }
        case .number:
            return values[key].map {
                Self.isNumber($0.content) ? .number($0.content) : .asWritten($0)
            }
        case .boolean:
            return values[key].map {
                if $0.content.equalsIgnoringCase("true") { return .boolean(true) }
                if $0.content.equalsIgnoringCase("false") { return .boolean(false) }
                return .asWritten($0)
            }
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
