internal import Mimecast

/// How often names that no table knows stood in records of each kind.
struct UnknownCounts {
    /// The reader numbers names from 0; a negative number stands for all names past its limit.
    private var numbers: [UInt64] = []

    mutating func add(_ names: [Int32], in kind: Kind) {
        for name in names {
            let place = (Int(name < 0 ? -1 : name) + 1) * Self.kinds + Int(kind.rawValue)
            while numbers.count <= place { numbers.append(0) }
            numbers[place] += 1
        }
    }

    /// - Parameter name: gives the text of a name's number.
    func add(to tally: inout Tally, name: (Int32) -> [UInt8]) {
        for (place, count) in numbers.enumerated() where count > 0 {
            guard let kind = Kind(rawValue: UInt8(place % Self.kinds)) else { continue }
            let number = Int32(place / Self.kinds) - 1
            let field = number < 0 ? Array("*".utf8) : name(number)
            tally.unknownFields[.init(kind: kind.name, field: field), default: 0] += count
        }
    }

    /// One more than the greatest raw value of a kind.
    private static let kinds = 8
}
