internal import JSONRecords
package import Sophos

/// One distinct name and what was decided about it.
package struct NameEntry: Sendable {
    /// The name as it stood in the record, without quotes.
    let key: [UInt8]
    package let category: Category
    /// The category's index, to be compared without a call to another module.
    let categoryNumber: Int
    package let name: AlertName
    package let manner: ThreatMatch.Manner
    /// What the row says of severity, when it says something.
    package let severity: Severity?

    /// No row maps the name, whatever threat it was given.
    package var isUnmapped: Bool { manner == .none }

    init(_ key: [UInt8], _ category: Category, mapping: ThreatMapping, usesCategoryThreat: Bool) {
        self.key = key
        self.category = category
        categoryNumber = category.index
        let match = JSONText.withText(of: key) { mapping.match(JSONStrings.unescape($0)) }
        manner = match.manner
        severity = match.row?.severity
        if let row = match.row {
            name = AlertName(type: row.alertType, threat: row.threat)
        } else {
            // The vendor's words as they stand, but for halves of surrogate pairs.
            let text = JSONText.withText(of: key, JSONStrings.repairingSurrogates)
            name = AlertName(typeText: text, threat: usesCategoryThreat ? category.threat : nil)
        }
    }
}
