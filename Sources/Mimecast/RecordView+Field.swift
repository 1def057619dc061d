package import JSONRecords

extension RecordView {
    /// The value of `field` as it stands, or nil when the record has no such field.
    package func text(of field: Field) -> JSONText? { text(of: field.rawValue) }

    /// The value of `field`, or nil when it is absent, null, `""` or `"null"`.
    package func value(of field: Field) -> JSONText? { value(of: field.rawValue) }

    package func has(_ field: Field) -> Bool { present.contains(field.rawValue) }

    /// True when `field` holds more than white space, escaped white space included.
    package func holdsText(_ field: Field) -> Bool {
        guard let text = value(of: field) else { return false }
        return plain(text) { $0.count > 0 }
    }

    /// True when the text of `field`, trimmed and in any case, is `word`, which is in lower case.
    func says(_ word: StaticString, in field: Field) -> Bool {
        guard let text = text(of: field) else { return false }
        return plain(text) { $0.equalsIgnoringCase(word) }
    }

    /// Hands the trimmed content of `text` to `body`, unescaped when there is anything to unescape.
    func plain<Result>(_ text: JSONText, _ body: (JSONText) -> Result) -> Result {
        let content = text.content
        guard content.contains(UInt8(ascii: "\\")) else { return body(content.trimmed) }
        return JSONText.withText(of: JSONStrings.unescape(content)) { body($0.trimmed) }
    }
}

extension FieldSet {
    /// The set of exactly these fields.
    package init(_ fields: Field...) {
        self.init(bits: fields.reduce(0) { $0 | $1.bit })
    }

    package func contains(_ field: Field) -> Bool { contains(field.rawValue) }

    /// True when every field of `other` is in the set.
    func containsAll(of other: FieldSet) -> Bool { bits & other.bits == other.bits }
}
