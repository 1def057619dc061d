package import ByteStreams
package import JSONRecords

/// Where one rejected piece stands and what was wrong: data, from which one place makes a sentence.
package struct RejectNote: Hashable, Sendable {
    /// What was found where something else was expected.
    package enum Found: Hashable, Sendable {
        /// A byte of the input; nil at its end.
        case byte(UInt8?)
        /// A value's text as it stands in the record, cut to 80 bytes.
        case text([UInt8])
        case nothing
        /// An object that no rule knows.
        case shape(Shape)
        /// Only the begin of the piece was kept, too little to replay it.
        case cut
        /// The piece has no bytes: something is missing there, and nothing was taken for it.
        case empty
        /// No line of a quarantine file.
        case noQuarantineLine
    }

    /// What is told of an object of no known kind.
    package struct Shape: Hashable, Sendable {
        /// The first eight of its names, unescaped, in the order in which they stand.
        package var names: [[UInt8]]
        package var hint: Hint?

        package init(names: [[UInt8]], hint: Hint?) {
            self.names = names
            self.hint = hint
        }

        /// How it could be read.
        package enum Hint: Hashable, Sendable {
            /// The text of a member is a record; the path to that member.
            case unwrapField(path: [UInt8], name: [UInt8])
            /// Something inside is a record, and unwrapping is off.
            case unwrapIsOff(path: [UInt8])
            /// An array of records holds text: the export was cut.
            case cutExport(name: [UInt8])
        }
    }

    package var file: Path
    /// The piece's number in its file, from 1.
    package var record: UInt64
    package var place: Place
    package var reason: RejectReason
    /// The field that is at fault, for the reasons that name one.
    package var field: String?
    package var found: Found
    /// The byte at fault, for pieces that are no JSON.
    package var faultOffset: UInt64?
    /// What should have stood there, where that is known.
    package var expected: JSONExpectation?
    /// A name in the record that looks like the field that is missing.
    package var nearMiss: [UInt8]?

    package init(
        file: Path, record: UInt64, place: Place, reason: RejectReason, field: String? = nil,
        found: Found = .nothing, faultOffset: UInt64? = nil, expected: JSONExpectation? = nil
    ) {
        self.file = file
        self.record = record
        self.place = place
        self.reason = reason
        self.field = field
        self.found = found
        self.faultOffset = faultOffset
        self.expected = expected
    }
}
