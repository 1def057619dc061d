internal import JSONRecords

/// A MITRE ATT&CK technique or tactic, as Sophos names it.
///
/// The name comes from the mapping and is never looked up: Sophos uses an old ATT&CK version, and names
/// have changed since (TA0005 is Stealth from version 19 on).
package struct Threat: Hashable, Sendable {
    package let id: String
    package let name: String
    /// `id` and `name` escaped for use between quotes in JSON.
    package let idText: [UInt8]
    package let nameText: [UInt8]

    package init(id: String, name: String) {
        self.id = id
        self.name = name
        idText = Self.jsonContent(id)
        nameText = Self.jsonContent(name)
    }

    /// Tactics are numbered `TA…`, techniques `T…`.
    package var isTactic: Bool { id.hasPrefix("TA") }

    /// True for `T1598`, `T1598.003` and `TA0001`.
    package static func isID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func areDigits(_ range: Range<Int>) -> Bool {
            bytes[range].allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
        guard bytes.first == UInt8(ascii: "T") else { return false }
        switch bytes.count {
        case 5: return areDigits(1..<5)
        case 6: return bytes[1] == UInt8(ascii: "A") && areDigits(2..<6)
        case 9: return areDigits(1..<5) && bytes[5] == UInt8(ascii: ".") && areDigits(6..<9)
        default: return false
        }
    }

    private static func jsonContent(_ text: String) -> [UInt8] {
        var buffer = ByteBuffer(capacity: text.utf8.count + 16)
        JSONStrings.appendContent(text.utf8, to: &buffer)
        return buffer.bytes
    }
}

/// The severities of Sophos alerts.
package enum Severity: String, CaseIterable, Hashable, Sendable {
    case low
    case medium
    case high

    package var word: StaticString {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
    }

    /// The number that Sophos's SIEM script writes in a CEF header.
    package var number: Int {
        switch self {
        case .low: 1
        case .medium: 5
        case .high: 8
        }
    }
}
