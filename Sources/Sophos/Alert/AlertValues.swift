public import JSONRecords

/// The values of an alert that come from its record: views, valid as long as the record is.
@usableFromInline package struct AlertValues {
    @usableFromInline var texts: [JSONText?] = Array(repeating: nil, count: AlertKey.count)
    /// One bit for each key that has a value.
    @usableFromInline var present: UInt32 = 0

    package init() {}

    package subscript(_ key: AlertKey) -> JSONText? {
        get { present & key.bit == 0 ? nil : self[key.rawValue] }
        set {
            texts[key.rawValue] = newValue
            present = newValue == nil ? present & ~key.bit : present | key.bit
        }
    }

    /// The value of the key with this number, which must be present.
    subscript(_ number: Int) -> JSONText? {
        @inline(__always) get { texts[number] }
    }

    /// Replaces all values with those that `next` returns, with the numbers of their keys, until it
    /// returns nil.
    @inlinable @inline(__always)
    package mutating func fill(_ next: () -> (key: Int, text: JSONText)?) {
        var present: UInt32 = 0
        var texts = texts.mutableSpan
        while let (key, text) = next() {
            texts[key] = text
            present |= 1 &<< UInt32(truncatingIfNeeded: key)
        }
        self.present = present
    }
}

/// The value of one key of an alert's `data` that a field of the record feeds, decided but not yet
/// written, so that the formats need not decide again.
package enum AlertValue {
    /// An IP address, in quotes: `source_info` has it as its `ip`.
    case address(JSONText)
    /// Any JSON value as written in the record.
    case asWritten(JSONText)
    /// A number without quotes.
    case number(JSONText)
    case boolean(Bool)
}

extension Alert {
    /// Calls `body` with every key that a field feeds and that the alert has a value for, in the order
    /// of the keys. The keys of ``AlertKey/leading`` come before them, those of ``AlertKey/trailing``
    /// and the record after them.
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
                // Most keys: nothing to decide.
                body(number, .asWritten(text))
            } else if let value = Self.value(text, of: keys.inOrder[number]) {
                body(number, value)
            }
        }
    }

    /// The value of one key, as passed by ``forEachValue(_:)``.
    borrowing func value(of key: AlertKey) -> AlertValue? {
        guard let text = values[key] else { return nil }
        return Self.value(text, of: key)
    }

    /// `text` as the value of `key`; nil if it cannot be one.
    @inline(__always)
    private static func value(_ text: JSONText, of key: AlertKey) -> AlertValue? {
        switch key.shape {
        case .address:
            text.isString && IPAddress.isValid(text.content) ? .address(text) : nil
        case .text, .asWritten: .asWritten(text)
        case .number: number(text).map(AlertValue.number)
        case .boolean: boolean(text).map(AlertValue.boolean)
        case .constant, .record: nil
        }
    }

    /// A number, or the digits of one in a string; nil for anything else.
    static func number(_ text: JSONText) -> JSONText? {
        if isNumber(text.content) { return text.content }
        // Written as a number, possibly with a fraction: unchanged.
        guard text.count > 0, text[0] == UInt8(ascii: "-") || text[0] &- UInt8(ascii: "0") <= 9
        else { return nil }
        return text
    }

    /// True or false, as a word in any case or as 1 or 0; nil for anything else.
    static func boolean(_ text: JSONText) -> Bool? {
        let word = text.content.trimmed
        if word.equalsIgnoringCase("true") || word.equals("1") { return true }
        if word.equalsIgnoringCase("false") || word.equals("0") { return false }
        return nil
    }

    /// True for a JSON integer that is short enough for every reader.
    private static func isNumber(_ text: JSONText) -> Bool {
        guard text.count >= 1, text.count <= 15 else { return false }
        if text.count > 1, text[0] == UInt8(ascii: "0") { return false }
        for index in 0..<text.count where text[index] &- UInt8(ascii: "0") > 9 { return false }
        return true
    }
}

extension AlertKey {
    /// How well a value fits a key.
    package enum Fit: Hashable, Sendable {
        case fits
        /// A list or an object where text belongs: written as a string of its compact JSON.
        case asText
        /// Not possible as the key's value.
        case none
    }

    /// How well `text`, a walked value, fits this key.
    package func fit(of text: JSONText) -> Fit {
        let isContainer = text.isArray || text.isObject
        switch shape {
        case .text: return isContainer ? .asText : .fits
        case .asWritten: return text.isObject && self == .recipient ? .asText : .fits
        case .number: return !isContainer && Alert.number(text) != nil ? .fits : .none
        case .boolean: return !isContainer && Alert.boolean(text) != nil ? .fits : .none
        case .address: return isContainer ? .none : .fits
        case .constant, .record: return .fits
        }
    }

    /// True if the set of keys, one bit each, contains this one.
    package func isIn(_ keys: UInt32) -> Bool { keys & bit != 0 }
}

extension AlertValues {
    /// The keys whose values do not fit them, one bit each.
    ///
    /// - Parameter hasContainers: whether a text key may be fed by a list or an object; otherwise every
    ///   text fits.
    package func misfits(hasContainers: Bool) -> UInt32 {
        let keys = AlertKeys.shared
        var rest = hasContainers ? present : present & keys.typed
        var misfits: UInt32 = 0
        while rest != 0 {
            let number = rest.trailingZeroBitCount
            let bit = rest & ~(rest &- 1)
            rest ^= bit
            guard let text = self[number] else { continue }
            if keys.texts & bit != 0 {
                if text.isArray || text.isObject { misfits |= bit }
            } else if keys.inOrder[number].fit(of: text) != .fits {
                misfits |= bit
            }
        }
        return misfits
    }
}
