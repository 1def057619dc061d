import JSONRecords
import TestSupport

/// The record reader: read boundaries and learned keys do not affect the result, and it accepts the same
/// records as the plain checker.
enum ReaderTarget {
    /// Without envelopes every object is a record.
    private static let plain = FieldTable(
        read: ["a", "b", "url", "subject"], documented: ["meta"], envelopeArrays: [],
        recordArraySuffixes: [], failures: [])

    static func run(_ given: [UInt8]) {
        guard let input = FuzzInput(given) else { return }
        let whole = told(input.bytes)
        let step = 1 + input.choice & 0x3F
        require(told(input.bytes, step: step, chunkBytes: 256) == whole, "cut, another outcome")
        let spares = SpareKeys(plain)
        let first = ReadRecord.all(in: input.bytes, table: plain, spares: spares)
        let second = ReadRecord.all(in: input.bytes, table: plain, spares: spares, step: step)
        require(first == second, "read again with what was learned, another outcome")
        compare(input.bytes)
    }

    /// - Parameter bytes: a single value; anything else is not compared.
    private static func compare(_ bytes: [UInt8]) {
        let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        let begun = bytes.drop { spaces.contains($0) }
        guard begun.first == UInt8(ascii: "{") else { return }
        let count = begun.reversed().drop { spaces.contains($0) }.count
        let records = ReadRecord.all(in: bytes, table: plain)
        let record =
            records.count == 1 && records[0].fault == nil && records[0].text.utf8.count == count
            ? records[0] : nil
        let members = JSONChecker.members(of: bytes)
        require(
            (record == nil) == (members == nil), "the checker says \(members == nil ? "no" : "yes")"
        )
        guard let record, let members else { return }
        var names = Set<[UInt8]>()
        var repeated = false
        var held = 0
        for name in plain.read {
            let spelled = members.filter { isSpelling($0.name, of: name) }
            for member in spelled where !names.insert(Array(member.name.utf8)).inserted {
                repeated = true
            }
            guard let member = chosen(spelled, name) else { continue }
            held += 1
            // A repeated field rejects the record, whatever its value. MongoDB's `{"$date":…}` is
            // read as the value inside.
            if repeated || member.value.starts(with: Array("{".utf8)) { continue }
            require(
                record.escaped.contains(name) == member.hasEscapes, "escapes in \(member.name)")
            require(
                record.fields[name] == String(decoding: member.value, as: UTF8.self),
                "another value of \(member.name)")
        }
        require((record.duplicate != nil) == repeated, "names that stand twice")
        require(repeated || record.fields.count == held, "values that are not there")
    }

    /// Whether a name is a field's own, or another spelling of it (SPEC 3.1).
    private static func isSpelling(_ name: String, of field: String) -> Bool {
        let bytes = Array(name.utf8)
        return bytes == Array(field.utf8)
            || bytes.count <= FieldTable.nameLimit
                && FieldTable.folded(bytes) == FieldTable.folded(field.utf8)
    }

    /// The member whose value counts: that of the field's own name, then that of the first spelling
    /// that holds more; nil when no other spelling holds anything.
    private static func chosen(
        _ members: [JSONChecker.Member], _ field: String
    ) -> JSONChecker.Member? {
        var best = members.first { Array($0.name.utf8) == Array(field.utf8) }
        for member in members
        where rank(member.value) > (best.map { rank($0.value) } ?? 0) { best = member }
        return best
    }

    /// How much a value holds: nothing, the word that some writers use for nothing, or something.
    private static func rank(_ value: [UInt8]) -> Int {
        let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        let dense = value.filter { !spaces.contains($0) }
        let isNothing = ["null", "[]", "{}"].contains { dense == Array($0.utf8) }
        if isNothing || value == Array("\"\"".utf8) { return 0 }
        return value == Array("\"null\"".utf8) ? 1 : 2
    }
}
