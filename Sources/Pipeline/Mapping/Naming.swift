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
            let name =
                content.contains(UInt8(ascii: "\\"))
                ? withoutEscapedLink(content) : withoutLink(content).trimmed
            if name.count > 0 { return (.slice(name), .rule) }
        }
        return (.text("Message Rejected"), .constant)
    }

    /// The field's content, when it is text and more than white space: no list or object names an alert.
    private static func text(of field: Field, in record: RecordView) -> JSONText? {
        guard !record.containers.contains(field), record.holdsText(field) else { return nil }
        return record.value(of: field)?.content
    }

    /// The text before the first ` - http`. Mimecast's replies end like this: `Invalid Recipient -
    /// https://community.mimecast.com/docs/DOC-1369#550 [id.region]`.
    private static func withoutLink(_ content: JSONText) -> JSONText {
        guard content.count >= 7 else { return content }
        for index in 0...(content.count - 7)
        where content[index] == 0x20 && content[index..<(index + 7)].equalsIgnoringCase(" - http") {
            return content[0..<index]
        }
        return content
    }

    /// As above and trimmed, where any of the characters may be an escape.
    private static func withoutEscapedLink(_ content: JSONText) -> JSONText {
        var letters: [Unicode.Scalar] = []
        var starts: [Int] = []
        var index = 0
        while index < content.count {
            starts.append(index)
            var letter = Unicode.Scalar(content[index])
            if letter == "\\" {
                letter = JSONStrings.escapedScalar(content, at: &index)
            } else {
                index += 1
            }
            let isASCII = letter.isASCII
            letters.append(
                isASCII ? Unicode.Scalar(JSONText.lowercased(UInt8(ascii: letter))) : letter)
        }
        starts.append(index)
        let tail = Array(" - http".unicodeScalars)
        let isSpace = { (letter: Unicode.Scalar) in
            letter.isASCII && JSONText.isSpace(UInt8(ascii: letter))
        }
        var end = letters.indices.first { letters[$0...].starts(with: tail) } ?? letters.count
        while end > 0, isSpace(letters[end - 1]) { end -= 1 }
        let start = letters[..<end].prefix(while: isSpace).count
        return content[starts[start]..<starts[end]]
    }
}
