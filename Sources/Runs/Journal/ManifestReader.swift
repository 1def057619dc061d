internal import Accounts
internal import ByteStreams
internal import JSONRecords

/// Reads the lines of a manifest or a journal. Its input has been verified to be what was written, so
/// anything unexpected comes from another version. That still counts as damage and is never guessed at.
enum ManifestReader {
    private typealias Document = JSONDocument<Never>

    /// The version and the options.
    static func head(_ text: [UInt8]) throws(ManifestFault) -> RunFingerprint {
        let read = { () throws(Document.Problem) in
            let document = try Document(text)
            var items: [RunFingerprint.Item] = []
            let members = try document.members(
                of: document.root, known: ["version", "options"], required: ["version", "options"])
            for member in members {
                if member.key == "version" {
                    try document.check(version: member, is: ManifestText.version)
                } else {
                    for option in try document.members(of: member.node, named: member.key) {
                        items.append(.init(name: option.key, value: try document.text(of: option)))
                    }
                }
            }
            return RunFingerprint(items: items)
        }
        do throws(Document.Problem) {
            return try read()
        } catch {
            if case .form(.unsupportedVersion) = error.reason { throw .otherVersion }
            throw .damaged(line: 1)
        }
    }

    static func entry(_ text: [UInt8], line: Int) throws(ManifestFault) -> ManifestEntry {
        do throws(Document.Problem) {
            return try entry(Document(text), text)
        } catch {
            throw .damaged(line: line)
        }
    }

    private static func entry(
        _ document: Document, _ text: [UInt8]
    ) throws(Document.Problem) -> ManifestEntry {
        var entry = ManifestEntry(
            path: Path(""), seen: 0, converted: 0, filtered: 0, duplicate: 0, rejected: 0,
            outputs: [], summary: [])
        let members = try document.members(
            of: document.root,
            known: [
                "path", "path_base64", "size", "modified", "sha256", "counts", "outputs", "ids",
                "summary",
            ], required: ["counts", "outputs", "summary"])
        for member in members {
            switch member.key {
            case "size": entry.size = try signed(member, document)
            case "modified": entry.modified = try signed(member, document)
            case "sha256": entry.sha256 = try document.text(of: member)
            case "counts": try read(member, document, into: &entry)
            case "outputs":
                for element in try document.elements(of: member) {
                    entry.outputs.append(try output(element, document))
                }
            case "ids": entry.keys = try keys(member, document)
            // The last member, up to the brace that ends the entry.
            case "summary": entry.summary = Array(text[member.node.offset..<(text.count - 1)])
            default: entry.path = try path(member, document)
            }
        }
        return entry
    }

    private static func read(
        _ member: JSONNode.Member, _ document: Document, into entry: inout ManifestEntry
    ) throws(Document.Problem) {
        for count in try document.members(of: member.node, named: member.key) {
            let number = try document.wholeNumber(of: count)
            switch count.key {
            case "seen": entry.seen = number
            case "converted": entry.converted = number
            case "filtered": entry.filtered = number
            case "duplicate": entry.duplicate = number
            case "rejected": entry.rejected = number
            default: throw document.problem(.unknownKey(count.key, known: []), at: count.offset)
            }
        }
    }

    private static func output(
        _ node: JSONNode, _ document: Document
    ) throws(Document.Problem) -> ManifestEntry.Output {
        var output = ManifestEntry.Output(path: Path(""), size: 0)
        for member in try document.members(
            of: node, known: ["path", "path_base64", "size", "crc32", "sha256"], required: ["size"])
        {
            switch member.key {
            case "size": output.size = try document.wholeNumber(of: member)
            case "crc32": output.crc32 = try checksum(member, document)
            case "sha256": output.sha256 = try document.text(of: member)
            default: output.path = try path(member, document)
            }
        }
        return output
    }

    private static func keys(
        _ member: JSONNode.Member, _ document: Document
    ) throws(Document.Problem) -> ManifestEntry.Keys {
        var keys = ManifestEntry.Keys(start: 0, count: 0, crc32: 0)
        let names = ["start", "count", "crc32"]
        /// An unreachable limit that keeps sums of two such numbers from overflowing.
        func number(_ part: JSONNode.Member) throws(Document.Problem) -> UInt64 {
            let number = try document.wholeNumber(of: part)
            guard number < 1 << 56 else { throw document.wrongType(part, .wholeNumber) }
            return number
        }
        for part in try document.members(
            of: member.node, named: member.key, known: names, required: names)
        {
            switch part.key {
            case "start": keys.start = try number(part)
            case "count": keys.count = try number(part)
            default: keys.crc32 = try checksum(part, document)
            }
        }
        return keys
    }

    private static func path(
        _ member: JSONNode.Member, _ document: Document
    ) throws(Document.Problem) -> Path {
        let text = try document.text(of: member)
        if member.key == "path" { return Path(text) }
        guard let bytes = Base64.decode(Array(text.utf8)) else {
            throw document.wrongType(member, .string)
        }
        return Path(bytes: bytes)
    }

    private static func checksum(
        _ member: JSONNode.Member, _ document: Document
    ) throws(Document.Problem) -> UInt32 {
        guard let number = UInt32(try document.text(of: member), radix: 16) else {
            throw document.wrongType(member, .string)
        }
        return number
    }

    /// An integer that may be negative: a time before 1970.
    private static func signed(
        _ member: JSONNode.Member, _ document: Document
    ) throws(Document.Problem) -> Int64 {
        guard case .number(let digits) = member.node.value, let number = Int64(digits) else {
            throw document.wrongType(member, .wholeNumber)
        }
        return number
    }
}
