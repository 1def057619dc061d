/// The names a reader knows: the fields that are read (each with a number), documented names that are
/// not read, and the names that structure a page.
///
/// The vendor's module builds one; this module knows no vendor-specific names.
package struct FieldTable: Sendable {
    /// Names of the fields that are read: the index is the field's number, below ``capacity``.
    package var read: [String]
    /// Documented names that are not read: they have no slot, but do not count as drift either.
    package var documented: [String]
    /// Names whose array of objects makes an object a page (`data`, `value`).
    package var envelopeArrays: [String]
    /// Those of them that may have an object instead, the only element of the page (`data`).
    package var pageObjects: [String]
    /// Names whose array holds records wherever it occurs (`clickLogs`).
    package var recordArrays: [String]
    /// Name endings whose array holds records inside an element of a page's first array.
    package var recordArraySuffixes: [String]
    /// Names whose array of objects is streamed if the object around it is large (`logEvents`).
    package var streamedArrays: [String]
    /// The page's list of failures (`fail`, `error`).
    package var failures: [String]
    /// The meaning of names that equal none of the others, by their ``folded(_:)`` form.
    private var spellings: [[UInt8]: Spelling] = [:]
    /// Suffixes that a loader adds to a name for its column type (`_s`).
    private let columnEndings: [[UInt8]]

    /// The meaning of another spelling of a known name.
    struct Spelling {
        /// The number of the field that is read; nil for a name that only structures a page or is
        /// documented.
        var field: UInt8?
        var flags: LearnedKeys.Flags = []
    }

    /// The maximum length in bytes of an unknown name that is tracked, and of the name of an array of
    /// records, because names are stored and storage must be bounded.
    package static let nameLimit = 256

    /// Bits in a ``FieldSet``, minus those that the reader uses itself.
    package static let capacity = 124

    package init(
        read: [String], documented: [String], envelopeArrays: [String],
        pageObjects: [String] = [], recordArrays: [String] = [], recordArraySuffixes: [String],
        streamedArrays: [String] = [],
        failures: [String], columnEndings: [String] = []
    ) {
        precondition(read.count <= Self.capacity, "more fields than a FieldSet has bits")
        self.read = read
        self.documented = documented
        self.envelopeArrays = envelopeArrays
        self.pageObjects = pageObjects
        self.recordArrays = recordArrays
        self.recordArraySuffixes = recordArraySuffixes
        self.streamedArrays = streamedArrays
        self.failures = failures
        self.columnEndings = columnEndings.map { Array($0.utf8) }
        learnSpellings()
    }

    /// Of names with the same folded form, the first field of the table wins.
    private mutating func learnSpellings() {
        for (number, name) in read.enumerated() {
            let folded = Self.folded(Array(name.utf8))
            if spellings[folded] == nil { spellings[folded] = Spelling(field: UInt8(number)) }
        }
        for (name, flags) in arrays {
            spellings[Self.folded(Array(name.utf8)), default: Spelling()].flags.formUnion(flags)
        }
        for name in documented {
            let folded = Self.folded(Array(name.utf8))
            if spellings[folded] == nil { spellings[folded] = Spelling() }
        }
    }

    /// The names of arrays with a special meaning.
    var arrays: [(name: String, flags: LearnedKeys.Flags)] {
        envelopeArrays.map { ($0, .envelopeArray) }
            + recordArrays.map { ($0, [.recordArray, .anywhere]) }
            + streamedArrays.map { ($0, .streamedArray) }
    }

    /// The meaning of a name that is not in the table, as another spelling: ASCII case, `_` and `-` are
    /// ignored, and a column suffix is removed first if that leaves a name.
    func spelling(of name: [UInt8]) -> Spelling? {
        forms(of: name).lazy.compactMap { spellings[$0] }.first
    }

    /// True if the name is that of a field that is read, in any spelling.
    package func isRead(_ name: [UInt8]) -> Bool { spelling(of: name)?.field != nil }

    /// The ``folded(_:)`` forms that a name may have in a table, in order of preference.
    package func forms(of name: [UInt8]) -> [[UInt8]] {
        let ending = columnEndings.first {
            name.count > $0.count
                && name.suffix($0.count).elementsEqual($0, by: { JSONText.lowercased($0) == $1 })
        }
        return (ending.map { [Self.folded(name.dropLast($0.count))] } ?? []) + [Self.folded(name)]
    }

    /// A name with ASCII letters in lower case and without `_` and `-`.
    package static func folded(_ name: [UInt8]) -> [UInt8] {
        name.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
            .map(JSONText.lowercased)
    }

    package static func folded(_ name: some Sequence<UInt8>) -> [UInt8] { folded(Array(name)) }

    /// True if an array with this name holds records inside an element of a page's first array.
    package func namesRecords(_ name: [UInt8]) -> Bool {
        flags(of: name).contains(.recordArray)
    }

    /// True if an array of objects with this name makes an object a page.
    package func namesEnvelope(_ name: [UInt8]) -> Bool {
        flags(of: name).contains(.envelopeArray)
    }

    /// True if an object with this name may be the only element of a page.
    package func namesPageObject(_ name: [UInt8]) -> Bool {
        let forms = forms(of: name)
        return pageObjects.contains { forms.contains(Self.folded($0.utf8)) }
    }

    /// True if an array of objects with this name is streamed regardless of its size.
    package func namesStream(_ name: [UInt8]) -> Bool {
        flags(of: name).contains(.streamedArray)
    }

    /// The flags of an array with this name.
    func flags(of name: [UInt8]) -> LearnedKeys.Flags {
        guard name.count <= Self.nameLimit else { return [] }
        let flags = spelling(of: name)?.flags ?? []
        return endsAsRecords(name) ? flags.union(.recordArray) : flags
    }

    /// True if the name has a suffix of arrays of records.
    func endsAsRecords(_ name: [UInt8]) -> Bool {
        recordArraySuffixes.contains { name.hasSuffix(Array($0.utf8)) }
    }

    /// The name whose bit in a ``FieldSet`` is `number`: a field that is read, or a list of failures.
    package func name(of number: UInt8) -> String {
        let number = Int(number)
        return number < Self.capacity ? read[number] : failures[number - Self.capacity]
    }
}

extension [UInt8] {
    func hasSuffix(_ suffix: [UInt8]) -> Bool {
        self.suffix(suffix.count).elementsEqual(suffix)
    }
}
