public import JSONRecords

/// The values of an alert that come from its record: views, valid as long as the record is.
@usableFromInline package struct AlertValues {
    @usableFromInline var texts: [JSONText?] = Array(repeating: nil, count: AlertKey.count)
    /// One bit a key that has a value.
    @usableFromInline var present: UInt32 = 0

    package init() {}

    package subscript(_ key: AlertKey) -> JSONText? {
        get { present & key.bit == 0 ? nil : self[key.rawValue] }
        set {
            texts[key.rawValue] = newValue
            present = newValue == nil ? present & ~key.bit : present | key.bit
        }
    }

    /// The value of the key with this number, which is present.
    subscript(_ number: Int) -> JSONText? {
        @inline(__always) get { texts[number] }
    }

    /// Forgets all values and takes those that `next` gives, with the numbers of their keys, until it
    /// gives none.
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
        case .number: number(text).map(AlertValue.number)
        case .boolean: boolean(text).map(AlertValue.boolean)
        case .constant, .record: nil
        }
    }

    /// A number, or the digits of one in a string; nil for anything else.
    static func number(_ text: JSONText) -> JSONText? {
        if isNumber(text.content) { return text.content }
        // Written as a number, perhaps with a fraction: it stays as it stands.
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

    /// True for a whole number as JSON writes it, short enough for every reader.
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
        /// A list or an object where text belongs: written as its compact JSON in one string.
        case asText
        /// It cannot be the key's value at all.
        case none
    }

    /// How well `text`, a value that a reader walked, fits this key.
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

    /// True when the set of keys, one bit each, has this one.
    package func isIn(_ keys: UInt32) -> Bool { keys & bit != 0 }
}

extension AlertValues {
    /// The keys whose values do not fit them, one bit each.
    ///
    /// - Parameter hasContainers: a value may be a list or an object of which a key that holds text is
    ///   fed; otherwise every text fits.
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
