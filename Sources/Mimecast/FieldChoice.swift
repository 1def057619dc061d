public import JSONRecords

/// Fields with the same meaning in different exports, in order of preference: the first one that is not
/// missing counts.
///
/// Packed into one word, so that a choice is plain data, and a constant if its fields are constant: the
/// converter evaluates about thirty of them for every alert.
@usableFromInline package struct FieldChoice: Hashable, Sendable, Sequence {
    package static let capacity = 8

    /// One byte per field, the first one lowest: its number plus one. 0 marks the end.
    @usableFromInline var packed: UInt64

    /// No field.
    @inlinable @inline(__always) package init() { packed = 0 }

    @inlinable @inline(__always) package init(
        _ first: Field, _ second: Field? = nil, _ third: Field? = nil, _ fourth: Field? = nil,
        _ fifth: Field? = nil, _ sixth: Field? = nil, _ seventh: Field? = nil
    ) {
        packed = UInt64(first.rawValue &+ 1)
        if let second { packed |= UInt64(second.rawValue &+ 1) << 8 }
        if let third { packed |= UInt64(third.rawValue &+ 1) << 16 }
        if let fourth { packed |= UInt64(fourth.rawValue &+ 1) << 24 }
        if let fifth { packed |= UInt64(fifth.rawValue &+ 1) << 32 }
        if let sixth { packed |= UInt64(sixth.rawValue &+ 1) << 40 }
        if let seventh { packed |= UInt64(seventh.rawValue &+ 1) << 48 }
    }

    /// One field, by its number.
    @inlinable @inline(__always) package init(number: UInt8) { packed = UInt64(number &+ 1) }

    package init(_ fields: [Field]) {
        precondition(fields.count <= Self.capacity, "more fields than a choice has room for")
        packed = 0
        for field in fields.reversed() { packed = packed << 8 | UInt64(field.rawValue + 1) }
    }

    /// Iterates over the fields' numbers.
    @usableFromInline package struct Iterator: IteratorProtocol {
        @usableFromInline var rest: UInt64

        @inlinable @inline(__always) init(rest: UInt64) { self.rest = rest }

        @inlinable @inline(__always) package mutating func next() -> UInt8? {
            if rest == 0 { return nil }
            defer { rest >>= 8 }
            return UInt8(truncatingIfNeeded: rest) &- 1
        }
    }

    @inlinable @inline(__always) package func makeIterator() -> Iterator { Iterator(rest: packed) }

    package var fields: [Field] { compactMap { Field(rawValue: $0) } }

    /// The same fields without their order. A constant if the choice is one: so a list of fields is
    /// written once, and a record is still judged by a set.
    @inlinable package var set: FieldSet {
        @inline(__always) get {
            FieldSet(
                bits: bit(at: 0) | bit(at: 8) | bit(at: 16) | bit(at: 24) | bit(at: 32)
                    | bit(at: 40) | bit(at: 48) | bit(at: 56))
        }
    }

    /// The bit of the field that is packed `shift` bits up; 0 if there is none.
    @inlinable @inline(__always) func bit(at shift: UInt64) -> UInt128 {
        let number = packed &>> shift & 0xFF
        return number == 0 ? 0 : 1 &<< UInt128(number &- 1)
    }

    /// True if one of the fields has this name.
    package func contains(named name: String?) -> Bool {
        contains { Field(rawValue: $0)?.name == name }
    }
}
