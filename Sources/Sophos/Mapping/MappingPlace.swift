/// Finds lines and columns in a mapping file, and checks the keys of its objects.
struct MappingPlace {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Line and column of a byte, both from 1; a column counts characters, not bytes.
    func position(of offset: Int) -> (line: Int, column: Int) {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        let mark = before.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? mark
        return (line, String(decoding: before[start...], as: UTF8.self).count + 1)
    }

    func problem(_ reason: MappingProblem.Reason, at offset: Int) -> MappingProblem {
        let (line, column) = position(of: offset)
        return MappingProblem(reason: reason, line: line, column: column)
    }

    /// - Parameter offset: where the object begins, for a key that is missing.
    func checkKeys(
        of members: [MappingReader.Member], at offset: Int, known: [String], required: [String]
    ) throws(MappingProblem) {
        var seen: Set<String> = []
        for member in members {
            guard known.contains(member.key) else {
                throw problem(.unknownKey(member.key), at: member.offset)
            }
            guard seen.insert(member.key).inserted else {
                throw problem(.duplicateKey(member.key), at: member.offset)
            }
        }
        for key in required where !seen.contains(key) {
            throw problem(.missingKey(key), at: offset)
        }
    }
}
