internal import ByteStreams
package import JSONRecords
package import Mimecast
package import Sophos

/// The bytes that an alert's id is made from (SPEC 6.5).
///
/// ADVICE TO WHOEVER CHANGES THIS FILE: every alert's id depends on these bytes, and so does what
/// `--deduplicate`, `replay` and Spark's `dropDuplicates` consider the same alert.
///
/// Layout: the kind's number, the number of the tuple, the event time, then the tuple's fields, each
/// prefixed with its length, so that no two tuples share bytes. A missing field has length 0. A list or
/// an object follows ``containerMark``, token by token, with each of its strings prefixed with its
/// length; a list of one string is treated as that string, because exports differ in that.
package struct Identity: Sendable {
    /// Which fields identify the record.
    enum Tuple: UInt8 {
        case message = 1
        case vendorID = 2
        case siem = 3
        /// Something that identifies records of its kind is missing, so everything that is read counts.
        case everything = 4
    }

    /// The identity of alerts as the mapping makes them.
    package static let builtIn = Identity(AlertMapping.rows)

    // The places of the tuples: a place holds the first of its fields that is not missing. All of them
    // are rows of the mapping, so that a new spelling is in no list twice, and no two mails become one
    // because only the mapping knows it.
    private let messageIDs, recipients, files, fileNames, urls: FieldChoice
    private let definitions, creationMethods, actions: FieldChoice
    /// The recipients; the person who clicked comes first.
    private let users: FieldChoice
    /// What a SIEM record is about: a file or a link.
    private let contents: FieldChoice
    /// Mimecast's ids of SIEM records; each of them is a place.
    private let siemIDs: FieldChoice
    private let siemIDSet: FieldSet
    private let addresses: FieldSet
    /// By category: all that feeds its alerts or decides what a record is. The event time is no part of
    /// it, because it is hashed as an instant.
    private let allFields: [FieldSet]

    package init(_ rows: [AlertMapping.Row]) {
        func fields(_ key: AlertKey) -> [Field] { AlertMapping.fields(of: key, in: rows) }
        messageIDs = FieldChoice(fields(.messageID))
        recipients = FieldChoice(fields(.recipient))
        files = FieldChoice(fields(.fileSHA256))
        fileNames = FieldChoice(fields(.fileName))
        urls = FieldChoice(fields(.url))
        definitions = FieldChoice(fields(.definition))
        creationMethods = FieldChoice(fields(.creationMethod))
        actions = FieldChoice(fields(.action))
        users = FieldChoice(
            [.userEmailAddress] + fields(.recipient).filter { $0 != .userEmailAddress })
        // `fileHash` is get-logs's name, which no SIEM record has.
        contents = FieldChoice(fields(.fileSHA256).filter { $0 != .fileHash } + fields(.url))
        siemIDs = FieldChoice(fields(.mimecastID).filter { $0 != .id })
        siemIDSet = siemIDs.set
        addresses = FieldSet(fields(.sender) + fields(.recipient))
        allFields = Category.allCases.map { category in
            AlertMapping.feedingFields(of: category, in: rows).union(Kind.decidingFields)
                .subtracting(ExpectedFormat.timeFields.set)
        }
    }

    /// Appends the identity of a record to an empty buffer.
    /// - Parameter isSIEM: see `ExpectedFormat.isSIEM`.
    package func append(
        _ record: RecordView, kind: Kind, isSIEM: Bool, eventTime: Int64,
        to buffer: inout ByteBuffer
    ) {
        let tuple = tuple(of: record, kind: kind, isSIEM: isSIEM)
        buffer.append(kind.rawValue)
        buffer.append(tuple.rawValue)
        buffer.append(littleEndian: UInt64(bitPattern: eventTime))
        if case .siem = tuple { Self.appendText(of: kind, to: &buffer) }
        let isListed = forEachPlace(of: tuple, kind) { append($0, of: record, to: &buffer) }
        if !isListed { appendEverything(of: record, kind: kind, to: &buffer) }
    }

    /// SIEM 2.0's word for a kind, however the kind was recognised, because exports differ in that.
    private static func appendText(of kind: Kind, to buffer: inout ByteBuffer) {
        let word: StaticString =
            switch kind {
            case .attachment: "attachment protect"
            case .impersonation: "impersonation protect"
            case .url: "url protect"
            case .rejection, .other: "receipt"
            }
        appendLength(word.utf8CodeUnitCount, to: &buffer)
        buffer.append(word)
    }

    /// Calls `body` with the places of a tuple, in order. No list of them, because it would be retained
    /// and released for every alert.
    ///
    /// - Returns: false for a tuple of everything that is read, which has no places.
    @inline(__always)
    private func forEachPlace(
        of tuple: Tuple, _ kind: Kind, _ body: (FieldChoice) -> Void
    ) -> Bool {
        switch (tuple, kind) {
        case (.siem, _):
            for id in siemIDs { body(FieldChoice(number: id)) }
            body(recipients)
            body(contents)
        case (.vendorID, _):
            body(FieldChoice(.id))
            body(messageIDs)
        case (.message, .attachment):
            body(messageIDs)
            body(recipients)
            body(files)
            body(fileNames)
        case (.message, .url):
            body(users)
            body(urls)
            body(messageIDs)
            body(creationMethods)
            body(actions)
        case (.message, .impersonation):
            body(messageIDs)
            body(recipients)
            body(definitions)
        case (.everything, _), (.message, .rejection), (.message, .other): return false
        }
        return true
    }

    /// The places of a tuple, in order; nil for one of everything that is read.
    func places(of tuple: Tuple, _ kind: Kind) -> [FieldChoice]? {
        var places: [FieldChoice] = []
        return forEachPlace(of: tuple, kind) { places.append($0) } ? places : nil
    }

    /// The fields that a record's identity is made from, beside its kind and its event time: those
    /// that are there.
    func fields(of record: RecordView, kind: Kind, isSIEM: Bool) -> [Field] {
        if let places = places(of: tuple(of: record, kind: kind, isSIEM: isSIEM), kind) {
            return places.compactMap { place in
                place.fields.first { AlertMapping.value(of: $0.rawValue, in: record) != nil }
            }
        }
        let listed = everything(of: kind)
        return Field.allCases.filter { listed.contains($0) && record.holds($0) }
    }

    private func everything(of kind: Kind) -> FieldSet {
        Category(kind).map { everything(of: $0) } ?? FieldSet()
    }

    /// What identifies an alert of a category that has no message id.
    package func everything(of category: Category) -> FieldSet { allFields[category.index] }

    private func tuple(of record: RecordView, kind: Kind, isSIEM: Bool) -> Tuple {
        // A missing value must never merge two alerts.
        guard let messageID = AlertMapping.first(of: messageIDs, in: record),
            record.isMoreThanSpace(messageID)
        else { return .everything }
        // Patterns, because `==` of a type of another module is a call.
        let isRejection = if case .rejection = kind { true } else { false }
        if isSIEM || isRejection {
            let isIdentified =
                record.present.intersects(siemIDSet)
                && AlertMapping.first(of: siemIDs, in: record) != nil
            return isIdentified ? .siem : .everything
        }
        if case .impersonation = kind, record.holds(.id) { return .vendorID }
        return .message
    }

    /// Appends the vendor's own id, when it is what identifies the record together with others.
    ///
    /// - Returns: whether it is.
    func appendVendorID(
        of record: RecordView, kind: Kind, isSIEM: Bool, to buffer: inout ByteBuffer
    ) -> Bool {
        guard tuple(of: record, kind: kind, isSIEM: isSIEM) == .vendorID else { return false }
        append(FieldChoice(.id), of: record, to: &buffer)
        return true
    }

    // MARK: Bytes

    /// An overlong encoding of length zero, which never occurs as a length: two bytes where one is
    /// enough.
    private static let containerMark: [UInt8] = [0x80, 0x00]

    /// Appends the first of `fields` that is not missing.
    private func append(
        _ fields: FieldChoice, of record: RecordView, to buffer: inout ByteBuffer
    ) {
        for field in fields {
            if let text = AlertMapping.value(of: field, in: record) {
                appendValue(text, of: field, in: record, to: &buffer)
                return
            }
        }
        buffer.append(0)
    }

    /// Every non-empty field that feeds the alert or decides its kind, prefixed with its number, in the
    /// table's order.
    private func appendEverything(
        of record: RecordView, kind: Kind, to buffer: inout ByteBuffer
    ) {
        let listed = record.present.intersection(everything(of: kind))
        for (field, number) in Self.canonicalNumbers where listed.contains(field) {
            guard let text = record.value(of: field), !text.isEmpty else { continue }
            buffer.append(number)
            appendValue(text, of: field.rawValue, in: record, to: &buffer)
        }
    }

    /// Every field with the number of the first that is equal to it but for case, `_` and `-`, in the
    /// order of these numbers: a table that wrote all names in upper case keeps its ids.
    private static let canonicalNumbers: [(field: Field, number: UInt8)] = {
        var numbers: [[UInt8]: UInt8] = [:]
        return Field.allCases.map { field in
            let folded = FieldTable.folded(field.name.utf8)
            let number = numbers[folded] ?? field.rawValue
            numbers[folded] = number
            return (field, number)
        }.sorted { ($0.number, $0.field.rawValue) < ($1.number, $1.field.rawValue) }
    }()

    /// One value.
    private func appendValue(
        _ text: JSONText, of field: UInt8, in record: RecordView, to buffer: inout ByteBuffer
    ) {
        let isAddress = addresses.contains(field)
        let isEscaped = record.escaped.contains(field)
        if text.isArray, let only = Self.onlyString(of: text) {
            Self.appendText(
                only.content, isAddress: isAddress, mayBeEscaped: isEscaped, to: &buffer)
        } else if text.isArray || text.isObject {
            Self.appendContainer(text, isAddress: isAddress, mayBeEscaped: isEscaped, to: &buffer)
        } else {
            Self.appendText(
                text.content, isAddress: isAddress, mayBeEscaped: isEscaped, to: &buffer)
        }
    }

    /// The string of a list that holds one string and nothing else.
    private static func onlyString(of array: JSONText) -> JSONText? {
        var elements = StringElements(of: array)
        guard let first = elements.next(), elements.next() == nil, StringElements.areAll(in: array)
        else { return nil }
        return first
    }

    /// The tokens of a list or an object. Brackets are balanced and every string is prefixed with its
    /// length, so the encoding is self-delimiting.
    private static func appendContainer(
        _ text: JSONText, isAddress: Bool, mayBeEscaped: Bool, to buffer: inout ByteBuffer
    ) {
        buffer.append(containerMark)
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "\"") {
                let end = text.end(ofStringAt: position)
                buffer.append(byte)
                appendText(
                    text[(position + 1)..<(end - 1)], isAddress: isAddress,
                    mayBeEscaped: mayBeEscaped, to: &buffer)
                position = end
            } else {
                if !JSONText.isSpace(byte) { buffer.append(byte) }
                position += 1
            }
        }
    }

    private static func appendText(
        _ content: JSONText, isAddress: Bool, mayBeEscaped: Bool, to buffer: inout ByteBuffer
    ) {
        if mayBeEscaped, content.contains(UInt8(ascii: "\\")) {
            JSONText.withText(of: JSONStrings.unescape(content)) {
                appendPlain($0.trimmed, isAddress: isAddress, to: &buffer)
            }
        } else {
            appendPlain(content.trimmed, isAddress: isAddress, to: &buffer)
        }
    }

    private static func appendPlain(
        _ text: JSONText, isAddress: Bool, to buffer: inout ByteBuffer
    ) {
        appendLength(text.count, to: &buffer)
        guard isAddress, containsUpperCase(text) else {
            buffer.append(text)
            return
        }
        for index in 0..<text.count { buffer.append(JSONText.lowercased(text[index])) }
    }

    private static func containsUpperCase(_ text: JSONText) -> Bool {
        guard text.count >= 8 else {
            return (0..<text.count).contains { text[$0] &- UInt8(ascii: "A") < 26 }
        }
        // Eight bytes a step; the last step may see some of them again.
        let last = text.count &- 8
        var index = 0
        while index < last {
            if containsUpperCase(text.word(at: index)) { return true }
            index &+= 8
        }
        return containsUpperCase(text.word(at: last))
    }

    /// The same for eight bytes. Adding 0x80 - "A" sets the highest bit of a letter and of what is above;
    /// adding 0x7F - "Z", only that of what is above.
    @inline(__always)
    private static func containsUpperCase(_ word: UInt64) -> Bool {
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let isFromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
        let isPastZ = low &+ 0x2525_2525_2525_2525
        return isFromA & ~isPastZ & ~word & 0x8080_8080_8080_8080 != 0
    }

    /// Seven bits a byte, lowest first (LEB128): one byte for what is shorter than 128.
    @inline(__always)
    private static func appendLength(_ length: Int, to buffer: inout ByteBuffer) {
        var rest = length
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }
}

extension SHA256Digest {
    /// The first eight bytes as a number, most significant first.
    @inline(__always) var first: UInt64 { UInt64(words[0]) << 32 | UInt64(words[1]) }
    /// The next eight bytes.
    @inline(__always) var second: UInt64 { UInt64(words[2]) << 32 | UInt64(words[3]) }
}
