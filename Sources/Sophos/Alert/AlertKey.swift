/// The keys of an alert's `data` object, in the order in which they are written (SPEC 6.1).
package enum AlertKey: Int, CaseIterable, Hashable, Sendable {
    case endpointType, category, sourceInfo, verdict, action, reason, sender, recipient, subject
    case messageID, direction, url, urlCategory, fileName, fileType, fileSHA256, definition
    case creationMethod, details, identifiers, hits, taggedMalicious, taggedExternal, mimecastID
    case vendor, product, rawData

    /// How a value is written.
    package enum Shape: Hashable, Sendable {
        /// The same in every alert of a category; fed by no field.
        case constant
        /// `{"ip":…}` around a valid IP address; omitted otherwise.
        case address
        /// Text as written.
        case text
        /// Any JSON value as written: a list stays a list.
        case asWritten
        /// A number; digits in a string lose their quotes.
        case number
        /// A boolean; `"true"` and `"false"` lose their quotes.
        case boolean
        /// The whole record, on one line.
        case record
    }

    package static let inOrder = Array(allCases)
    package static let count = inOrder.count

    /// The key's place in a set of keys.
    @inline(__always) var bit: UInt32 { 1 &<< UInt32(truncatingIfNeeded: rawValue) }

    /// The constants before all keys that fields feed, and those after them; then comes the record.
    package static let leading: [AlertKey] = [.endpointType, .category]
    package static let trailing: [AlertKey] = [.vendor, .product]

    package var name: StaticString {
        switch self {
        case .endpointType: "endpoint_type"
        case .category: "category"
        case .sourceInfo: "source_info"
        case .verdict: "verdict"
        case .action: "action"
        case .reason: "reason"
        case .sender: "sender"
        case .recipient: "recipient"
        case .subject: "subject"
        case .messageID: "message_id"
        case .direction: "direction"
        case .url: "url"
        case .urlCategory: "url_category"
        case .fileName: "file_name"
        case .fileType: "file_type"
        case .fileSHA256: "file_sha256"
        case .definition: "definition"
        case .creationMethod: "creation_method"
        case .details: "details"
        case .identifiers: "identifiers"
        case .hits: "hits"
        case .taggedMalicious: "tagged_malicious"
        case .taggedExternal: "tagged_external"
        case .mimecastID: "mimecast_id"
        case .vendor: "vendor"
        case .product: "product"
        case .rawData: "rawData"
        }
    }

    package var shape: Shape {
        switch self {
        case .endpointType, .category, .vendor, .product: .constant
        case .sourceInfo: .address
        case .recipient, .identifiers: .asWritten
        case .hits: .number
        case .taggedMalicious, .taggedExternal: .boolean
        case .rawData: .record
        case .verdict, .action, .reason, .sender, .subject, .messageID, .direction, .url,
            .urlCategory, .fileName, .fileType, .fileSHA256, .definition, .creationMethod, .details,
            .mimecastID:
            .text
        }
    }

    /// Whether the value may be a list, which stays one.
    package var mayBeList: Bool { shape == .asWritten }

    /// Whether the value is read by its characters, of which none may be written as an escape then.
    package var isParsed: Bool { shape == .address || shape == .number || shape == .boolean }

    /// The value of a key that no field feeds. `mailbox` is Sophos's endpoint type for mail.
    package func constant(in category: Category) -> StaticString {
        switch self {
        case .endpointType: "mailbox"
        case .category: category.word
        case .vendor: "Mimecast"
        case .product: "Email Security Cloud Gateway"
        default: preconditionFailure("only keys of shape constant have a constant")
        }
    }
}

/// All keys in their order, for repeated iteration. Take them from ``shared`` once per alert, because
/// each access to a global variable first checks whether it is initialised.
struct AlertKeys: Sendable {
    static let shared = AlertKeys()

    let inOrder = AlertKey.inOrder
    /// One bit for each key whose value is text.
    let texts = AlertKey.inOrder.filter { $0.shape == .text }.reduce(0 as UInt32) { $0 | $1.bit }
    /// One bit for each key whose value must be checked, because it does not accept every text or list.
    let typed = AlertKey.inOrder
        .filter { $0.shape == .number || $0.shape == .boolean || $0.mayBeList }
        .reduce(0 as UInt32) { $0 | $1.bit }
}
