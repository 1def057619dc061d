package import JSONRecords

/// The values of an alert that come from its record: views, valid as long as the record is.
package struct AlertValues {
    private var texts: InlineArray<27, JSONText?> = InlineArray(repeating: nil)

    package init() {}

    package subscript(_ key: AlertKey) -> JSONText? {
        get { texts[key.rawValue] }
        set { texts[key.rawValue] = newValue }
    }
}
