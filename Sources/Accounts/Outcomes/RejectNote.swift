package import ByteStreams
package import JSONRecords

/// The location of a rejected piece and what was wrong with it. Data only; one place turns it into a
/// sentence.
package struct RejectNote: Hashable, Sendable {
    /// What was found instead of what was expected.
    package enum Found: Hashable, Sendable {
        /// A byte of the input; nil at its end.
        case byte(UInt8?)
        /// A value's text as written in the record, cut to 80 bytes.
        case text([UInt8])
        case nothing
        /// An object that matches no rule.
        case shape(Shape)
        /// A string whose text may be JSON.
        case jsonText
        /// Only the beginning of the piece was kept, which is not enough to replay it.
        case cut
        /// The piece has no bytes: it marks a place where something is missing.
        case empty
        /// Not a line of a quarantine file.
        case noQuarantineLine
    }

    /// A description of an object of unknown kind.
    package struct Shape: Hashable, Sendable {
        /// The first eight of its names, unescaped, in their original order.
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
            /// An array of records contains text: the export was truncated.
            case cutExport(name: [UInt8])
            /// The names follow a prefix: `event.url`.
            case flattened(prefix: [UInt8])
            /// A table at this path has the names of its columns in one list, and each row in another.
            case columnsApart(path: [UInt8])
        }
    }

    package var file: Path
    /// The piece's number in its file, from 1.
    package var record: UInt64
    package var place: Place
    package var reason: RejectReason
    /// The field at fault, for reasons that name one.
    package var field: String?
    package var found: Found
    /// The byte at fault, for pieces that are not valid JSON.
    package var faultOffset: UInt64?
    /// What was expected there, if known.
    package var expected: JSONExpectation?
    /// A name in the record that resembles the missing field.
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

extension RejectNote.Found {
    /// What was found instead of a record.
    package init(_ piece: BrokenPiece) {
        let start = piece.raw.prefix(2)
        let isJSONText =
            start.elementsEqual(Array("\"{".utf8)) || start.elementsEqual(Array("\"[".utf8))
        if case .notObject = piece.fault, isJSONText {
            self = .jsonText
        } else {
            self = .byte(piece.found)
        }
    }
}
