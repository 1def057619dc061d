package import JSONRecords
package import Mimecast

/// The bytes that an alert's id is made from (SPEC 6.5).
///
/// ADVICE TO WHOEVER CHANGES THIS FILE: every alert's id changes with these bytes, and with them
/// what `--deduplicate`, `replay` and Spark's `dropDuplicates` take for the same alert.
///
/// Layout: the kind's number, the number of the tuple, the event time, then the tuple's fields, each
/// with its length in front, so that no two tuples share bytes. A missing field has length 0. A list
/// or an object stands behind ``containerMark``, token by token, each of its strings with its length
/// in front; a list of one string is that string, as exports differ in it.
package enum Identity {
    /// Which fields identify the record.
    private enum Tuple: UInt8 {
        case message = 1
        case vendorID = 2
        case siem = 3
        /// Something that identifies records of its kind is missing: all that is read.
        case everything = 4
    }

    private static var recipients: FieldChoice {
        FieldChoice(
            .recipientAddress, .userEmailAddress, .recipients, .recipient, .siem1Recipient,
            .siem1Rcpt)
    }
    /// As above; the person who clicked comes first.
    private static var users: FieldChoice {
        FieldChoice(
            .userEmailAddress, .recipientAddress, .recipients, .recipient, .siem1Recipient,
            .siem1Rcpt)
    }
    private static var messageIDs: FieldChoice {
        FieldChoice(.messageId, .siem1MsgId, .msgid)
    }
    private static var files: FieldChoice {
        FieldChoice(.fileHash, .sha256)
    }
    private static var addresses: FieldSet {
        FieldSet(.senderAddress, .fromUserEmailAddress, .senderEnvelope, .sender, .siem1Sender)
            .union(FieldSet(.recipientAddress, .userEmailAddress, .recipients, .recipient))
            .union(FieldSet(.siem1Recipient, .siem1Rcpt))
    }
    private static var siemIDs: FieldSet { FieldSet(.processingId, .aggregateId, .aCode) }

    /// Appends the identity of a record to an empty buffer.
    /// - Parameter isSIEM: see `ExpectedFormat.isSIEM`.
    package static func append(
        _ record: RecordView, kind: Kind, isSIEM: Bool, eventTime: Int64,
        to buffer: inout ByteBuffer
    ) {
        let tuple = tuple(of: record, kind: kind, isSIEM: isSIEM)
        buffer.append(kind.rawValue)
        buffer.append(tuple.rawValue)
        buffer.append(littleEndian: UInt64(bitPattern: eventTime))
        let isListed = forEachChoice(of: tuple, kind) { append($0, of: record, to: &buffer) }
        if !isListed { appendEverything(of: record, to: &buffer) }
    }

    /// Calls `body` with what the tuple's places hold, in order.
    ///
    /// - Returns: false for a tuple of everything that is read, which has no list.
    @inline(__always)
    private static func forEachChoice(
        of tuple: Tuple, _ kind: Kind, _ body: (FieldChoice) -> Void
    ) -> Bool {
        switch (tuple, kind) {
        case (.siem, _):
            body(FieldChoice(.type, .eventType))
            body(FieldChoice(.processingId))
            body(FieldChoice(.aggregateId))
            body(FieldChoice(.aCode))
            body(recipients)
            body(FieldChoice(.sha256, .url))
        case (.vendorID, _):
            body(FieldChoice(.id))
            body(messageIDs)
        case (.message, .attachment):
            body(messageIDs)
            body(recipients)
            body(files)
            body(FieldChoice(.fileName))
        case (.message, .url):
            body(users)
            body(FieldChoice(.url))
            body(messageIDs)
            body(FieldChoice(.creationMethod))
            body(FieldChoice(.action, .siem1Action))
        case (.message, .impersonation):
            body(messageIDs)
            body(recipients)
            body(FieldChoice(.definition, .policyDefinition, .siem1Definition))
        case (.everything, _), (.message, .rejection), (.message, .other): return false
        }
        return true
    }

    /// The fields that a record's identity is made from, beside its kind and its event time: those
    /// that are there.
    static func fields(of record: RecordView, kind: Kind, isSIEM: Bool) -> [Field] {
        var fields: [Field] = []
        let tuple = tuple(of: record, kind: kind, isSIEM: isSIEM)
        let isListed = forEachChoice(of: tuple, kind) { choice in
            let field = choice.fields.first {
                AlertMapping.value(of: $0.rawValue, in: record) != nil
            }
            if let field { fields.append(field) }
        }
        if isListed { return fields }
        let timeField = ExpectedFormat.timeFields.first { record.value(of: $0) != nil }
        return Field.allCases.filter { $0 != timeField && record.value(of: $0) != nil }
    }

    private static func tuple(of record: RecordView, kind: Kind, isSIEM: Bool) -> Tuple {
        // What is missing must never make two alerts one.
        guard let messageID = AlertMapping.first(of: messageIDs, in: record),
            record.isMoreThanSpace(messageID)
        else { return .everything }
        // Patterns, because `==` of a type of another module is a call.
        let isRejection = if case .rejection = kind { true } else { false }
        if isSIEM || isRejection {
            let isIdentified =
                record.present.intersects(siemIDs)
                && AlertMapping.first(of: siemIDFields, in: record) != nil
            return isIdentified ? .siem : .everything
        }
        if case .impersonation = kind, record.value(of: .id) != nil { return .vendorID }
        return .message
    }

    /// Appends the vendor's own id, when it is what identifies the record together with others.
    ///
    /// - Returns: whether it is.
    static func appendVendorID(
        of record: RecordView, kind: Kind, isSIEM: Bool, to buffer: inout ByteBuffer
    ) -> Bool {
        guard tuple(of: record, kind: kind, isSIEM: isSIEM) == .vendorID else { return false }
        append(FieldChoice(.id), of: record, to: &buffer)
        return true
    }

    private static var siemIDFields: FieldChoice {
        FieldChoice(.processingId, .aggregateId, .aCode)
    }

    // MARK: Bytes

    /// A length of zero as no length is written: two bytes where one does.
    private static let containerMark: [UInt8] = [0x80, 0x00]

    /// Appends the first of `fields` that is not missing.
    private static func append(
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

    /// Every field that has a value, with its number in front, in the table's order.
    private static func appendEverything(of record: RecordView, to buffer: inout ByteBuffer) {
        // The event time is there already, as an instant; its text may differ between exports.
        let timeField = ExpectedFormat.timeFields.first { record.value(of: $0) != nil }
        var rest = record.present.intersection(MimecastFields.all)
        while let number = rest.first {
            rest = rest.subtracting(FieldSet(bits: 1 &<< UInt128(number)))
            guard let field = Field(rawValue: number), let text = record.value(of: field) else {
                continue
            }
            if field == timeField { continue }
            buffer.append(number)
            appendValue(text, of: number, in: record, to: &buffer)
        }
    }

    /// One value.
    private static func appendValue(
        _ text: JSONText, of field: UInt8, in record: RecordView, to buffer: inout ByteBuffer
    ) {
        let isAddress = addresses.contains(field)
        let isEscaped = record.escaped.contains(field)
        if text.isArray, let only = onlyString(of: text) {
            appendText(only.content, isAddress: isAddress, mayBeEscaped: isEscaped, to: &buffer)
        } else if text.isArray || text.isObject {
            appendContainer(text, isAddress: isAddress, mayBeEscaped: isEscaped, to: &buffer)
        } else {
            appendText(text.content, isAddress: isAddress, mayBeEscaped: isEscaped, to: &buffer)
        }
    }

    /// The string of a list that holds one string and nothing else.
    private static func onlyString(of array: JSONText) -> JSONText? {
        var elements = StringElements(of: array)
        guard let first = elements.next(), elements.next() == nil, StringElements.areAll(in: array)
        else { return nil }
        return first
    }

    /// The tokens of a list or an object. Brackets close what they open and every string tells its
    /// length, so the bytes say themselves where they end.
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
