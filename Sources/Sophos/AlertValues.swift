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
