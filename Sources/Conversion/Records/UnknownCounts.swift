internal import JSONRecords
internal import Mimecast

/// How often names that no table knows stood in one file's records of each kind.
struct UnknownCounts {
    /// The reader numbers names from 0; a negative number stands for all names past its limit.
    private var numbers: [UInt64] = []
    /// The names that were told, of all readers that the file had.
    private var names: Set<[UInt8]> = []

    mutating func add(_ names: [Int32], in kind: Kind) {
        for name in names {
            let place = (Int(name < 0 ? -1 : name) + 1) * Self.kinds + Int(kind.rawValue)
            while numbers.count <= place { numbers.append(0) }
            numbers[place] += 1
        }
    }

    /// Tells what was counted, and begins anew. Names past the reader's limit go together, however
    /// many readers the file had.
    ///
    /// - Parameter name: gives the text of a name's number.
    mutating func tell(_ tally: inout Tally, name: (Int32) -> [UInt8]) {
        for (place, count) in numbers.enumerated() where count > 0 {
            guard let kind = Kind(rawValue: UInt8(place % Self.kinds)) else { continue }
            let number = Int32(place / Self.kinds) - 1
            let field = number < 0 ? Self.other : kept(name(number))
            tally.unknownFields[.init(kind: kind.name, field: field), default: 0] += count
        }
        numbers.removeAll(keepingCapacity: true)
    }

    private mutating func kept(_ name: [UInt8]) -> [UInt8] {
        if names.contains(name) { return name }
        guard names.count < RecordReader.unknownLimit else { return Self.other }
        names.insert(name)
        return name
    }

    /// What all others are counted under.
    private static let other = Array("*".utf8)

    /// One more than the greatest raw value of a kind.
    private static let kinds = 8
}
