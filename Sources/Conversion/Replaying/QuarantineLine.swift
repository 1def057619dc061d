internal import ByteStreams
internal import JSONRecords
internal import Mimecast

/// A rejected piece as a quarantine file tells of it (SPEC 4.5), perhaps mended since.
struct QuarantineLine: Sendable {
    var file = Path("")
    var record: UInt64 = 0
    var place = Place(line: 1, offset: 0)
    /// Bytes that the piece had in the input.
    var length: UInt64 = 0
    var reason = RejectReason.jsonSyntax
    var field: String?
    /// The array that the piece stood in, empty for one without a name.
    var array: [UInt8]?
    var raw: [UInt8] = []

    /// No input is so long. Anybody may have written the line, and what stands in the piece is counted on
    /// from its numbers: such a sum must exist.
    private static let greatest = UInt64(Int64.max) / 2

    private static let required = ["file", "record", "line", "offset", "reason"]

    /// - Returns: nil for what is no line of a quarantine file. Keys that are not known mean nothing.
    init?(_ text: [UInt8]) {
        do {
            try read(JSONDocument<Never>(text))
        } catch {
            return nil
        }
    }

    private mutating func read(
        _ document: JSONDocument<Never>
    ) throws(JSONDocument<Never>.Problem) {
        var hasRaw = false
        var encoded: JSONNode.Member?
        for member in try document.members(of: document.root, required: Self.required) {
            switch member.key {
            case "file": file = Path(try document.text(of: member))
            case "record": record = try count(member, document)
            case "line": place.line = try count(member, document)
            case "offset": place.offset = try count(member, document)
            case "length": length = try count(member, document)
            case "reason":
                guard let reason = RejectReason(rawValue: try document.text(of: member)) else {
                    throw document.wrongType(member, .string)
                }
                self.reason = reason
            case "field": field = try document.text(of: member)
            case "array":
                let name = Array(try document.text(of: member).utf8)
                // Of another name there is none whose begin could stand before the piece.
                guard Self.prefix(of: name) != nil else {
                    throw document.wrongType(member, .string)
                }
                array = name
            case "raw":
                raw = Array(try document.text(of: member).utf8)
                hasRaw = true
            case "raw_base64": encoded = member
            default: break
            }
        }
        // Who mends bytes that were no text may write text beside them.
        if hasRaw { return }
        guard let encoded else {
            throw document.problem(.missingKey("raw"), at: document.root.offset)
        }
        guard let bytes = Base64.decode(Array(try document.text(of: encoded).utf8)) else {
            throw document.wrongType(encoded, .string)
        }
        raw = bytes
    }

    private func count(
        _ member: JSONNode.Member, _ document: JSONDocument<Never>
    ) throws(JSONDocument<Never>.Problem) -> UInt64 {
        let number = try document.wholeNumber(of: member)
        guard number <= Self.greatest else { throw document.wrongType(member, .wholeNumber) }
        return number
    }

    /// Only the begin of the piece is here, because the whole was too long to be kept. It may have been
    /// changed since, but nobody mends most of it away.
    var isCut: Bool {
        length > UInt64(BrokenPiece.keptLimit) && raw.count < 2 * BrokenPiece.inlineLimit
    }

    /// What stands before the piece when it is read: the begin of its array, so that what the name of
    /// that says holds, and what follows the record in it is read as that.
    var prefix: [UInt8] { array.flatMap(Self.prefix) ?? [] }

    /// The piece as it is read behind the prefix: a comma that was put in front of it, because one was
    /// missing there, follows no value now.
    var content: [UInt8] {
        guard array != nil, let first = raw.firstIndex(where: { !JSONText.isSpace($0) }),
            raw[first] == UInt8(ascii: ",")
        else { return raw }
        var content = raw
        content[first] = UInt8(ascii: " ")
        return content
    }

    /// - Returns: nil for a name that no array has of which pieces are told.
    private static func prefix(of array: [UInt8]) -> [UInt8]? {
        if array.isEmpty { return Array("[".utf8) }
        var text = ByteBuffer(capacity: 64)
        if MimecastFields.table.namesRecords(array) {
            text.append("{\"data\":[{")
        } else if MimecastFields.table.namesEnvelope(array) {
            text.append("{")
        } else {
            return nil
        }
        JSONStrings.append(array, to: &text)
        text.append(":[")
        return text.bytes
    }
}
