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
        let known = members.filter { plain.read.contains($0.name) }
        let names = Set(known.map(\.name))
        require((record.duplicate != nil) == (names.count < known.count), "names that stand twice")
        if record.duplicate != nil { return }
        for member in known {
            require(
                record.escaped.contains(member.name) == member.hasEscapes,
                "escapes in \(member.name)")
            require(
                record.fields[member.name] == String(decoding: member.value, as: UTF8.self),
                "another value of \(member.name)")
        }
        require(record.fields.count == known.count, "values that are not there")
    }
}
