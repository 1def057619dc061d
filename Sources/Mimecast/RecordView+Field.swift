public import JSONRecords

extension RecordView {
    /// The value of `field` as written, or nil if the record has no such field.
    @inlinable @inline(__always) package func text(of field: Field) -> JSONText? {
        text(of: field.rawValue)
    }

    /// The value of `field`, or nil if it is absent, null, `""` or the text `"null"` that Mimecast's
    /// exports write for a missing value.
    @inlinable @inline(__always) package func value(of field: Field) -> JSONText? {
        value(of: field.rawValue)
    }

    /// As above, by the field's number.
    @inlinable @inline(__always) package func value(of field: UInt8) -> JSONText? {
        guard let text = text(of: field) else { return nil }
        // Nearly every value is longer than the three that mean missing.
        return text.count <= 6 && isMissing(text, field) ? nil : text
    }

    /// The value of the first of `fields` that has one: an empty list or object is none.
    @inline(__always) func first(of fields: FieldChoice) -> JSONText? {
        for field in fields {
            if let text = value(of: field), !text.isEmpty { return text }
        }
        return nil
    }

    @usableFromInline func isMissing(_ text: JSONText, _ field: UInt8) -> Bool {
        if text.isNull { return true }
        guard text.isString else { return false }
        return text.count == 2
            || text.count == 6 && text.content.equals("null") && !FieldSet.chosen.contains(field)
    }

    /// True if `field` has a value: it is not missing, and not an empty list or object.
    @inline(__always)
    package func holds(_ field: Field) -> Bool {
        guard let value = value(of: field.rawValue) else { return false }
        return !value.isEmpty
    }

    /// True if at least one of `fields` has a value.
    func holdsAny(of fields: FieldSet) -> Bool {
        var rest = present.intersection(fields)
        while let field = rest.first {
            if let value = value(of: field), !value.isEmpty { return true }
            rest = rest.subtracting(FieldSet(bits: 1 &<< UInt128(field)))
        }
        return false
    }

    /// True if `field` has a value that is more than white space, including escaped white space.
    package func holdsText(_ field: Field) -> Bool {
        guard let text = value(of: field), !text.isEmpty else { return false }
        return isMoreThanSpace(text)
    }

    /// True if the value `text` is more than white space, including escaped white space.
    package func isMoreThanSpace(_ text: JSONText) -> Bool {
        let content = text.content
        // Fast path for text that starts with neither white space nor an escape.
        if content.count > 0, !JSONText.isSpace(content[0]), content[0] != UInt8(ascii: "\\") {
            return true
        }
        return plain(text) { $0.count > 0 }
    }

    /// True if the text of `field`, trimmed and ignoring case, is `word`, which must be in lower case.
    func says(_ word: StaticString, in field: Field) -> Bool { says(word, in: field.rawValue) }

    /// As above, by the field's number.
    func says(_ word: StaticString, in field: UInt8) -> Bool {
        guard let text = text(of: field) else { return false }
        return plain(text) { $0.equalsIgnoringCase(word) }
    }

    /// Passes the trimmed content of `text` to `body`, unescaped if necessary.
    func plain<Result>(_ text: JSONText, _ body: (JSONText) -> Result) -> Result {
        let content = text.content
        guard content.contains(UInt8(ascii: "\\")) else { return body(content.trimmed) }
        return JSONText.withText(of: JSONStrings.unescape(content)) { body($0.trimmed) }
    }
}

extension FieldSet {
    /// Fields that a sender controls: their text never counts as missing. A test asserts that they are
    /// the fields of the alert's keys for subject, message id, link and file name.
    @usableFromInline package static var chosen: FieldSet {
        FieldSet(.subject, .siem1Subject, .fileName, .url, .messageId, .msgid)
            .union(FieldSet(.siem1MsgId))
    }

    package init(_ fields: some Sequence<Field>) {
        self.init(bits: fields.reduce(0) { $0 | $1.bit })
    }

    /// The set of exactly these fields. Not variadic, so that a set of constants is itself a constant
    /// and needs no lazily initialised global.
    @inlinable @inline(__always) package init(
        _ first: Field, _ second: Field? = nil, _ third: Field? = nil, _ fourth: Field? = nil,
        _ fifth: Field? = nil, _ sixth: Field? = nil
    ) {
        var bits = first.bit
        if let second { bits |= second.bit }
        if let third { bits |= third.bit }
        if let fourth { bits |= fourth.bit }
        if let fifth { bits |= fifth.bit }
        if let sixth { bits |= sixth.bit }
        self.init(bits: bits)
    }

    @inlinable @inline(__always) package func contains(_ field: Field) -> Bool {
        contains(field.rawValue)
    }

    /// True if every field of `other` is in the set.
    @inline(__always) func containsAll(of other: FieldSet) -> Bool {
        bits & other.bits == other.bits
    }
}
