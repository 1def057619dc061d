import JSONRecords

/// A Detection Finding (class 2004) of the Open Cybersecurity Schema Framework, version 1.8 (SPEC 6.4b).
/// Slices of the record are copied verbatim, including escapes.
///
/// OCSF allows no unknown attributes, and some of its types do not accept every text: values without a
/// place, or that do not fit, go to `unmapped` under the name they have in the json format's `data`. So
/// a line is valid and loses nothing.
struct OCSFFormat {
    static let shared = OCSFFormat()

    private let keys = AlertKeys.shared
    /// By key: its name in `unmapped`, with the colon.
    private let names = AlertKey.inOrder.map { ShortText<4>("\"\($0.name)\":".utf8) }

    func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        let id = alert.id.written
        let disposition = alert.values[.action].map(Disposition.init)
        // Keys whose values have not been placed yet.
        var rest = alert.values.present
        buffer.append(
            "{\"activity_id\":1,\"category_uid\":2,\"class_uid\":2004,\"type_uid\":200401,\"time\":"
        )
        buffer.append(decimal: alert.eventTime)
        buffer.append(",\"severity_id\":")
        buffer.append(decimal: Self.severityID(alert.severity))
        buffer.append(
            ",\"is_alert\":true,\"metadata\":{\"version\":\"1.8.0\",\"product\":{\"name\":\"")
        buffer.append(AlertKey.product.constant(in: alert.category))
        buffer.append("\",\"vendor_name\":\"")
        buffer.append(AlertKey.vendor.constant(in: alert.category))
        buffer.append("\"},\"uid\":\"")
        buffer.append(id)
        buffer.append("\",\"log_name\":\"")
        buffer.append(alert.category.word)
        buffer.append("\"")
        if let vendorID = alert.values[.mimecastID] {
            appendMember(",\"original_event_uid\":", vendorID, of: alert, to: &buffer)
            rest &= ~AlertKey.mimecastID.bit
        }
        if let customerID = alert.customerID {
            buffer.append(",\"tenant_uid\":\"")
            buffer.append(customerID)
            buffer.append("\"")
        }
        if disposition != nil { buffer.append(",\"profiles\":[\"security_control\"]") }
        buffer.append("},\"finding_info\":{\"uid\":\"")
        buffer.append(id)
        appendFinding(alert, to: &buffer)
        if let disposition, let word = alert.values[.action] {
            append(disposition, word, of: alert, to: &buffer)
            if !disposition.isMapped { rest &= ~AlertKey.action.bit }
        }
        appendEvidence(alert, &rest, to: &buffer)
        if let record = alert.record {
            buffer.append(",\"raw_data\":\"")
            appendEscaped(record, of: alert, to: &buffer)
            buffer.append("\"")
        }
        appendUnmapped(alert, rest, to: &buffer)
        buffer.append("}\n")
    }

    private static func severityID(_ severity: Severity) -> Int {
        switch severity {
        case .low: 2
        case .medium: 3
        case .high: 4
        }
    }

    // MARK: Finding

    /// `finding_info` from after the text of its `uid`.
    private func appendFinding(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append("\",\"title\":\"")
        buffer.append(alert.name.typeText)
        buffer.append("\",\"desc\":\"")
        JSONFormat.shared.appendDescription(alert, to: &buffer)
        buffer.append("\",\"created_time\":")
        buffer.append(decimal: alert.eventTime)
        buffer.append(",\"types\":[\"")
        buffer.append(alert.category.type)
        buffer.append("\"]")
        if let attack = alert.name.attack {
            buffer.append(",\"attacks\":[{")
            append("\"tactic\":{", attack.tactic, to: &buffer)
            append("\"technique\":{", attack.technique, to: &buffer)
            append("\"sub_technique\":{", attack.subTechnique, to: &buffer)
            buffer.append("\"version\":\"")
            buffer.append(Attack.version)
            buffer.append("\"}]")
        }
        buffer.append("}")
    }

    /// A part of an attack, followed by a comma.
    private func append(_ name: StaticString, _ threat: Threat?, to buffer: inout ByteBuffer) {
        guard let threat else { return }
        buffer.append(name)
        buffer.append("\"uid\":\"")
        buffer.append(threat.idText)
        if !threat.nameText.isEmpty {
            buffer.append("\",\"name\":\"")
            buffer.append(threat.nameText)
        }
        buffer.append("\"},")
    }

    private func append(
        _ disposition: Disposition, _ word: JSONText, of alert: borrowing Alert,
        to buffer: inout ByteBuffer
    ) {
        buffer.append(",\"disposition_id\":")
        buffer.append(decimal: disposition.id)
        append(",\"disposition\":", disposition.caption, or: word, of: alert, to: &buffer)
        buffer.append(",\"action_id\":")
        buffer.append(decimal: disposition.actionID)
        append(",\"action\":", disposition.actionCaption, or: word, of: alert, to: &buffer)
    }

    // MARK: Evidence

    /// `evidences`, if the alert has anything that belongs there.
    private func appendEvidence(
        _ alert: borrowing Alert, _ rest: inout UInt32, to buffer: inout ByteBuffer
    ) {
        let before = buffer.count
        buffer.append(",\"evidences\":[{")
        let start = buffer.count
        appendEmail(alert, &rest, to: &buffer)
        appendURL(alert, &rest, to: &buffer)
        appendFile(alert, &rest, to: &buffer)
        // OCSF's address type allows at most 40 characters.
        if case .address(let ip) = alert.value(of: .sourceInfo), ip.content.count <= 40 {
            appendMember("\"src_endpoint\":{\"ip\":", ip, of: alert, to: &buffer)
            buffer.append("},")
            rest &= ~AlertKey.sourceInfo.bit
        }
        guard buffer.count > start else { return buffer.truncate(to: before) }
        // The direction alone is not evidence: OCSF requires one of the others with it.
        if let direction = alert.values[.direction] {
            append(Direction(direction), direction, of: alert, to: &buffer)
            rest &= ~AlertKey.direction.bit
        } else {
            buffer.truncate(to: buffer.count - 1)
        }
        buffer.append("}]")
    }

    /// OCSF requires an e-mail to have the address of its sender or of a recipient.
    private func appendEmail(
        _ alert: borrowing Alert, _ rest: inout UInt32, to buffer: inout ByteBuffer
    ) {
        let sender = alert.values[.sender]
        let recipient = alert.values[.recipient]
        let hasSenderAddress = sender.map(Self.isAddress) ?? false
        guard hasSenderAddress || hasAddress(recipient) else { return }
        buffer.append("\"email\":{")
        if let sender {
            appendMember(
                hasSenderAddress ? "\"from\":" : "\"from_mailbox\":", sender, of: alert,
                to: &buffer)
            buffer.append(",")
        }
        if let recipient {
            append("\"to\":[", recipient, areAddresses: true, of: alert, to: &buffer)
            append("\"to_mailboxes\":[", recipient, areAddresses: false, of: alert, to: &buffer)
        }
        if let subject = alert.values[.subject] {
            appendMember("\"subject\":", subject, of: alert, to: &buffer)
            buffer.append(",")
        }
        if let messageID = alert.values[.messageID] {
            appendMember("\"message_uid\":", messageID, of: alert, to: &buffer)
            buffer.append(",")
        }
        close("},", &buffer)
        rest &= ~(AlertKey.sender.bit | AlertKey.recipient.bit)
        rest &= ~(AlertKey.subject.bit | AlertKey.messageID.bit)
    }

    private func appendURL(
        _ alert: borrowing Alert, _ rest: inout UInt32, to buffer: inout ByteBuffer
    ) {
        guard let url = alert.values[.url] else { return }
        appendMember("\"url\":{\"url_string\":", url, of: alert, to: &buffer)
        if let category = alert.values[.urlCategory] {
            appendMember(",\"categories\":[", category, of: alert, to: &buffer)
            buffer.append("]")
        }
        buffer.append("},")
        rest &= ~(AlertKey.url.bit | AlertKey.urlCategory.bit)
    }

    /// OCSF requires a file to have a name.
    private func appendFile(
        _ alert: borrowing Alert, _ rest: inout UInt32, to buffer: inout ByteBuffer
    ) {
        guard let name = alert.values[.fileName] else { return }
        // 1 is a regular file, which OCSF prescribes if nothing more specific is known.
        appendMember("\"file\":{\"name\":", name, of: alert, to: &buffer)
        buffer.append(",\"type_id\":1")
        rest &= ~AlertKey.fileName.bit
        if let type = alert.values[.fileType], type.contains(UInt8(ascii: "/")) {
            appendMember(",\"mime_type\":", type, of: alert, to: &buffer)
            rest &= ~AlertKey.fileType.bit
        }
        if let hash = alert.values[.fileSHA256], Self.isSHA256(hash.content) {
            appendMember(
                ",\"hashes\":[{\"algorithm_id\":3,\"value\":", hash, of: alert, to: &buffer)
            buffer.append("}]")
            rest &= ~AlertKey.fileSHA256.bit
        }
        buffer.append("},")
    }

    private func append(
        _ direction: Direction, _ word: JSONText, of alert: borrowing Alert,
        to buffer: inout ByteBuffer
    ) {
        buffer.append("\"connection_info\":{\"direction_id\":")
        buffer.append(decimal: direction.id)
        append(",\"direction\":", direction.caption, or: word, of: alert, to: &buffer)
        buffer.append("}")
    }

    // MARK: Recipients

    private static func isAddress(_ text: JSONText) -> Bool {
        text.isString && EmailAddress.isValid(text.content)
    }

    private func hasAddress(_ recipient: JSONText?) -> Bool {
        guard let recipient else { return false }
        var isAny = false
        Self.forEach(recipient) { if Self.isAddress($0) { isAny = true } }
        return isAny
    }

    /// An array of the recipients that are addresses, or of all others, followed by a comma; nothing if
    /// there are none.
    private func append(
        _ opening: StaticString, _ recipient: JSONText, areAddresses: Bool,
        of alert: borrowing Alert, to buffer: inout ByteBuffer
    ) {
        let before = buffer.count
        buffer.append(opening)
        let start = buffer.count
        Self.forEach(recipient) { element in
            guard Self.isAddress(element) == areAddresses else { return }
            appendMember("", element, of: alert, to: &buffer)
            buffer.append(",")
        }
        if buffer.count == start {
            buffer.truncate(to: before)
        } else {
            close("],", &buffer)
        }
    }

    /// The elements of a list except nulls, or a single value that is not a list.
    private static func forEach(_ recipient: JSONText, _ body: (JSONText) -> Void) {
        guard recipient.isArray else { return body(recipient) }
        var children = JSONChildren(of: recipient)
        while let child = children.next() {
            let end = recipient.end(ofValueAt: child.start)
            children.skip(to: end)
            let element = recipient[child.start..<end]
            if !element.isNull { body(element) }
        }
    }

    // MARK: Values

    /// A value where OCSF expects text: anything but a string is written as its JSON.
    /// - Parameter name: what precedes the value.
    private func appendMember(
        _ name: StaticString, _ text: JSONText, of alert: borrowing Alert,
        to buffer: inout ByteBuffer
    ) {
        buffer.append(name)
        if text.isString { return JSONFormat.shared.append(text, of: alert, to: &buffer) }
        buffer.append("\"")
        appendEscaped(text, of: alert, to: &buffer)
        buffer.append("\"")
    }

    /// The text for one of OCSF's numbers: its caption, or Mimecast's word if it has none.
    private func append(
        _ name: StaticString, _ caption: StaticString?, or word: JSONText,
        of alert: borrowing Alert, to buffer: inout ByteBuffer
    ) {
        guard let caption else { return appendMember(name, word, of: alert, to: &buffer) }
        buffer.append(name)
        buffer.append("\"")
        buffer.append(caption)
        buffer.append("\"")
    }

    private func appendEscaped(
        _ text: JSONText, of alert: borrowing Alert, to buffer: inout ByteBuffer
    ) {
        if alert.hasLoneSurrogates {
            JSONText.withText(of: JSONStrings.repairingSurrogates(text)) {
                CompactJSON.appendEscaped($0, to: &buffer)
            }
        } else {
            CompactJSON.appendEscaped(text, to: &buffer)
        }
    }

    /// `unmapped`, if there is anything in it.
    private func appendUnmapped(
        _ alert: borrowing Alert, _ rest: UInt32, to buffer: inout ByteBuffer
    ) {
        guard rest != 0 else { return }
        let before = buffer.count
        buffer.append(",\"unmapped\":{")
        let start = buffer.count
        alert.forEachValue(keys) { number, value in
            guard rest & 1 &<< UInt32(truncatingIfNeeded: number) != 0 else { return }
            buffer.append(names[number])
            JSONFormat.shared.appendValue(value, of: alert, to: &buffer)
            buffer.append(",")
        }
        if buffer.count == start {
            buffer.truncate(to: before)
        } else {
            close("}", &buffer)
        }
    }

    /// Replaces the comma after the last member with `bracket`.
    private func close(_ bracket: StaticString, _ buffer: inout ByteBuffer) {
        buffer.truncate(to: buffer.count - 1)
        buffer.append(bracket)
    }

    private static func isSHA256(_ text: JSONText) -> Bool {
        guard text.count == 64 else { return false }
        for index in 0..<text.count where !JSONText.isHexadecimal(text[index]) { return false }
        return true
    }
}

extension JSONText {
    /// The index after the value at `start` of a walked text.
    fileprivate func end(ofValueAt start: Int) -> Int {
        guard self[start] == UInt8(ascii: "{") || self[start] == UInt8(ascii: "[") else {
            return end(ofScalarAt: start)
        }
        var children = JSONChildren(of: self, at: start)
        while let child = children.next() { children.skip(to: end(ofValueAt: child.start)) }
        return children.end
    }
}
