package import Accounts
package import JSONRecords
package import Mimecast
package import Sophos

/// Names an alert by the rule of Sophos's integration page (SPEC 5.1).
package enum Naming {
    /// A name before a row is looked for.
    package enum Name {
        /// One of our own, for a category or for a record without a name.
        case text(StaticString)
        /// Text of the record, without quotes, as it stands there. Matching trims it, writing does not.
        case slice(JSONText)
    }

    /// Every record has a name: if it contains none, the category's.
    ///
    /// - Returns: the name, valid as long as the record is, and the branch of the rule that gave it.
    package static func name(
        of record: RecordView, in category: Category
    ) -> (name: Name, by: NamedBy) {
        switch category {
        case .attachment: (.text("Unsafe Email Attachment"), .rule)
        case .impersonation: (.text("Impersonation Attempt"), .rule)
        case .url: nameOfClick(record)
        case .rejection: nameOfRejection(record)
        }
    }

    /// Every field that has a say in the name of a category's alerts, in the order of the rule.
    package static func fields(of category: Category) -> [Field] {
        switch category {
        case .attachment, .impersonation: []
        case .url: [.ttpDefinition, .reason, .creationMethod]
        case .rejection: rejectionFields
        }
    }

    private static let rejectionFields: [Field] = [
        .rejectionInfo, .siem1RejInfo, .rejectionType, .siem1RejType,
    ]

    /// `ttpDefinition` empty: `creationMethod`; otherwise `reason`. Real click logs have no `reason`,
    /// and Sophos's sample names are values of `ttpDefinition`: so that is asked next.
    private static func nameOfClick(_ record: RecordView) -> (Name, NamedBy) {
        let isDefinitionEmpty = !record.holds(.ttpDefinition)
        let byRule = isDefinitionEmpty ? Field.creationMethod : .reason
        if let text = text(of: byRule, in: record) { return (.slice(text), .rule) }
        if let text = text(of: .ttpDefinition, in: record) { return (.slice(text), .ttpDefinition) }
        if let text = text(of: .creationMethod, in: record) {
            return (.slice(text), .creationMethod)
        }
        return (.text("URL Protection"), .constant)
    }

    /// The reply's text without its link, which differs from message to message; else its class.
    private static func nameOfRejection(_ record: RecordView) -> (Name, NamedBy) {
        for field in rejectionFields {
            guard let content = text(of: field, in: record) else { continue }
            let name = withoutLink(content)
            if name.count > 0 { return (.slice(name), .rule) }
        }
        return (.text("Message Rejected"), .constant)
    }

    /// The field's content, when it is text and more than white space: no list or object names an alert.
    private static func text(of field: Field, in record: RecordView) -> JSONText? {
        guard !record.containers.contains(field), record.holdsText(field) else { return nil }
        return record.value(of: field)?.content
    }

    /// The text before the first ` - http`, trimmed. Mimecast's replies end like this: `Invalid Recipient -
    /// https://community.mimecast.com/docs/DOC-1369#550 [id.region]`. Any of the characters may be an
    /// escape.
    private static func withoutLink(_ content: JSONText) -> JSONText {
        var start: Int?
        var end = 0
        var position = 0
        while position < content.count, !isLink(content, at: position) {
            let before = position
            if !JSONText.isSpace(letter(of: content, at: &position)) {
                start = start ?? before
                end = position
            }
        }
        return content[(start ?? end)..<end]
    }

    private static func isLink(_ content: JSONText, at position: Int) -> Bool {
        var position = position
        return " - http".utf8.allSatisfy {
            position < content.count && letter(of: content, at: &position) == $0
        }
    }

    /// The ASCII character at `position`, letters in lower case; for any other character a byte that is
    /// not ASCII. Moves `position` past it, or past its first byte.
    private static func letter(of content: JSONText, at position: inout Int) -> UInt8 {
        var letter = content[position]
        if letter == UInt8(ascii: "\\") {
            let scalar = JSONStrings.escapedScalar(content, at: &position)
            letter = scalar.isASCII ? UInt8(ascii: scalar) : 0xFF
        } else {
            position += 1
        }
        return JSONText.lowercased(letter)
    }
}
