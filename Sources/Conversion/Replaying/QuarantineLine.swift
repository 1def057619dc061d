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
    /// The array of a page that the piece stood in, which says what its records are.
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
                    throw wrongType(member, document)
                }
                self.reason = reason
            case "field": field = try document.text(of: member)
            case "array":
                let name = Array(try document.text(of: member).utf8)
                // Of another name there is no page whose begin could stand before the piece.
                guard MimecastFields.table.namesRecords(name) else {
                    throw wrongType(member, document)
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
            throw wrongType(encoded, document)
        }
        raw = bytes
    }

    private func count(
        _ member: JSONNode.Member, _ document: JSONDocument<Never>
    ) throws(JSONDocument<Never>.Problem) -> UInt64 {
        let number = try document.wholeNumber(of: member)
        guard number <= Self.greatest else { throw wrongType(member, document, .wholeNumber) }
        return number
    }

    private func wrongType(
        _ member: JSONNode.Member, _ document: JSONDocument<Never>,
        _ expected: JSONExpectation = .string
    ) -> JSONDocument<Never>.Problem {
        document.problem(.wrongType(key: member.key, expected: expected), at: member.node.offset)
    }

    /// Only the begin of the piece is here, because the whole was too long to be kept.
    var isCut: Bool {
        length > UInt64(BrokenPiece.keptLimit) && raw.count == BrokenPiece.inlineLimit
    }

    /// What stands before the piece when it is read: the begin of a page, so that what the name of its
    /// array says holds, and what follows the record in the page is read as that.
    var prefix: [UInt8] {
        guard let array else { return [] }
        var text = ByteBuffer(capacity: 64)
        text.append("{\"data\":[{")
        JSONStrings.append(array, to: &text)
        text.append(":[")
        return text.bytes
    }
}
