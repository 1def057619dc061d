/// The names a reader knows: the fields that somebody reads (each with a number), the names that are
/// documented but read by nobody, and the names that shape an envelope.
///
/// The vendor's module builds one; this module knows no vendor's words.
package struct FieldTable: Sendable {
    /// Names of the fields that are read: the index is the field's number, below ``capacity``.
    package var read: [String]
    /// Documented names that nobody reads: no slot, and no drift either.
    package var documented: [String]
    /// Names whose array value makes an object an envelope (`data`, `value`).
    package var envelopeArrays: [String]
    /// Name endings whose array value, inside an element of an envelope's first array, holds the records.
    package var recordArraySuffixes: [String]
    /// The envelope's list of failures (`fail`, `error`).
    package var failures: [String]

    /// Bytes of the longest unknown name that is told apart, and that an array of records may have:
    /// what is kept of each must have a limit.
    package static let nameLimit = 256

    /// Bits in a ``FieldSet``, less the ones that the reader keeps for itself.
    package static let capacity = 124

    /// True when an array of this name, inside an element of an envelope's first array, holds records.
    package func namesRecords(_ name: [UInt8]) -> Bool {
        name.count <= Self.nameLimit
            && recordArraySuffixes.contains {
                name.suffix($0.utf8.count).elementsEqual($0.utf8)
            }
    }

    /// True when an array of this name makes an object an envelope.
    package func namesEnvelope(_ name: [UInt8]) -> Bool {
        envelopeArrays.contains { name.elementsEqual($0.utf8) }
    }

    /// The name whose bit in a ``FieldSet`` is `number`: a field that is read, or a list of failures.
    package func name(of number: UInt8) -> String {
        let number = Int(number)
        return number < Self.capacity ? read[number] : failures[number - Self.capacity]
    }

    package init(
        read: [String], documented: [String], envelopeArrays: [String],
        recordArraySuffixes: [String], failures: [String]
    ) {
        precondition(read.count <= Self.capacity, "more fields than a FieldSet has bits")
        self.read = read
        self.documented = documented
        self.envelopeArrays = envelopeArrays
        self.recordArraySuffixes = recordArraySuffixes
        self.failures = failures
    }
}
