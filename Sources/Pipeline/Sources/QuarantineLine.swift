internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Mimecast

/// A rejected piece as recorded in a quarantine file (SPEC 4.5), possibly fixed since.
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

    /// No input is that long. The line may come from anybody, and locations inside the piece are
    /// computed from its numbers without overflow.
    private static let greatest = UInt64(Int64.max) / 2

    private static let required = ["file", "record", "line", "offset", "reason"]

    /// - Returns: nil if it is not a line of a quarantine file. Unknown keys are ignored.
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
                // No other name has a prefix that could precede the piece.
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
        // Non-UTF-8 bytes may have been fixed by adding text next to them.
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

    /// Whether only the beginning of the piece is here, because the whole was too long to keep. It may
    /// have been edited since, but nobody removes most of it.
    var isCut: Bool {
        length > UInt64(BrokenPiece.keptLimit) && raw.count < 2 * BrokenPiece.inlineLimit
    }

    /// Read before the piece: the beginning of its array, so that the array's name applies and what
    /// follows the record is read as part of the array.
    var prefix: [UInt8] { array.flatMap(Self.prefix) ?? [] }

    /// The piece as read after the prefix, without a comma that was added in front of it, which would
    /// follow no value here.
    var content: [UInt8] {
        guard array != nil, let first = raw.firstIndex(where: { !JSONText.isSpace($0) }),
            raw[first] == UInt8(ascii: ",")
        else { return raw }
        var content = raw
        content[first] = UInt8(ascii: " ")
        return content
    }

    /// - Returns: nil for a name that no recorded array can have.
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

/// Cuts the bytes of a quarantine file into its lines.
struct QuarantineLines: Sendable {
    struct Line: Sendable {
        var text: [UInt8]
        /// From 1.
        var number: UInt64
        /// The line's first byte in the file, from 0.
        var offset: UInt64
        /// Whether the line continued: it is longer than any that is written, and its end was dropped.
        var isCut = false
    }

    /// Six bytes for each byte of a kept piece, plus everything next to it.
    static let lengthLimit = 8 << 20

    private var gathered: [UInt8] = []
    private var number: UInt64 = 1
    private var offset: UInt64 = 0
    private var dropped: UInt64 = 0

    /// Takes bytes, and gives the lines that end in them.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> [Line] {
        var lines: [Line] = []
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            gather(rest[..<end])
            lines += finish()
            offset += 1
            number += 1
            rest = rest[(end + 1)...]
        }
        gather(rest)
        return lines
    }

    private mutating func gather(_ bytes: ArraySlice<UInt8>) {
        let room = Self.lengthLimit - gathered.count
        gathered += bytes.prefix(room)
        dropped += UInt64(max(0, bytes.count - room))
    }

    /// The line without an end, or the one that ends; none when it is blank.
    mutating func finish() -> [Line] {
        defer {
            offset += UInt64(gathered.count) + dropped
            gathered = []
            dropped = 0
        }
        let isBlank = gathered.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if isBlank, dropped == 0 { return [] }
        return [Line(text: gathered, number: number, offset: offset, isCut: dropped > 0)]
    }
}

/// Where a piece that is replayed came from.
struct ReplayOrigin: Sendable {
    let file: Path
    /// The piece's number in its file, from 1.
    let record: UInt64
    private let place: Place
    private let prefixLength: UInt64

    init(_ piece: QuarantineLine, prefixLength: Int) {
        file = piece.file
        record = piece.record
        place = piece.place
        self.prefixLength = UInt64(prefixLength)
    }

    /// The location in the file for location `inner` of the text read for the piece.
    func place(of inner: Place) -> Place {
        Place(line: place.line + inner.line - 1, offset: offset(of: inner.offset))
    }

    func offset(of inner: UInt64) -> UInt64 {
        place.offset + (inner > prefixLength ? inner - prefixLength : 0)
    }
}
