package import JSONRecords

/// Why a record is not as expected. `found` is a view of the record: valid as long as the record is.
package struct FormatFault {
    /// Named as SPEC 4.2 names them.
    package enum Reason: String, CaseIterable, Hashable, Sendable {
        case missingField = "missing-field"
        case wrongType = "wrong-type"
        case badTimestamp = "bad-timestamp"
    }

    package var reason: Reason
    package var field: Field
    /// The value as it stands; nil when there is none.
    package var found: JSONText?
}
