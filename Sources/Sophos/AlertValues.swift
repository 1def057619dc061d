package import JSONRecords

/// The values of an alert that come from its record: views, valid as long as the record is.
///
/// One is filled again and again, so that alerts take no memory of their own.
package struct AlertValues {
    private var texts: [JSONText?] = Array(repeating: nil, count: AlertKey.count)
    /// One bit a key that has a value.
    private(set) var present: UInt32 = 0

    package init() {}

    package subscript(_ key: AlertKey) -> JSONText? {
        @inline(__always) get {
            present & key.bit == 0 ? nil : texts[key.rawValue]
        }
        set {
            texts[key.rawValue] = newValue
            present = newValue == nil ? present & ~key.bit : present | key.bit
        }
    }

    package mutating func removeAll() { present = 0 }
}
