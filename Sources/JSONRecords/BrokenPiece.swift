/// A span of the input that is not a record.
package struct BrokenPiece: Sendable {
    package var fault: JSONFault
    package var place: Place
    /// Bytes of the span, without line ends after it.
    package var length: UInt64
    /// The offending byte of the input, for faults that have one.
    package var faultOffset: UInt64
    /// What was expected there, for ``JSONFault/syntax``.
    package var expected: JSONExpectation?
    /// The byte found there; nil at the end of the input.
    package var found: UInt8?
    /// The name of the array it starts in, empty for an array without one; nil outside of arrays.
    package var array: [UInt8]?
    /// The span itself, or its first ``inlineLimit`` bytes if it is longer than ``keptLimit``.
    package var raw: [UInt8]

    /// Longer spans are kept only as ranges (SPEC 4.5).
    package static let keptLimit = 1 << 20
    /// How much of a longer span is quarantined all the same.
    package static let inlineLimit = 64 << 10
}

/// Why a span of an input is not a JSON record. `RejectReason` has the names that users see.
package enum JSONFault: Hashable, Sendable, CaseIterable {
    /// A byte that RFC 8259 does not allow there.
    case syntax
    /// An unescaped control character in a string (RFC 8259 §7). A line end there is `syntax`: the
    /// string was cut off.
    case controlCharacter
    /// A field that is read occurs twice in one record, compared after unescaping.
    case duplicateKey
    /// A well-formed value where a record was expected.
    case notObject
    /// The input ends inside a value.
    case truncated
    /// Bytes that are not UTF-8 (RFC 3629).
    case invalidUTF8
    /// Nested deeper than ``RecordWalker/depthLimit``.
    case depth
    /// Longer than the limit for one record.
    case recordBytes
}

/// What was expected instead of what was found, as text for people.
package enum JSONExpectation: String, Hashable, Sendable {
    // The form (RFC 8259).
    case value = "a value"
    case key = "a key in quotes"
    case colon = "a colon"
    case commaOrBracket = "a comma or a closing bracket"
    case commaOrBrace = "a comma or a closing brace"
    case endOfString = "a closing quote on the same line"
    case escape = "an escape that JSON knows"
    case hexadecimalDigit = "four hexadecimal digits"
    case digit = "a digit"
    case word = "true, false or null"
    case endOfLine = "the end of the line"
    case endOfFile = "the end of the file"

    // The type that a document's rules require.
    case object = "an object"
    case array = "an array"
    case string = "a string"
    case number = "a number"
    case wholeNumber = "a whole number"
    case boolean = "true or false"
}

/// The location of a piece in the decompressed input.
package struct Place: Hashable, Sendable {
    /// The line it starts on, from 1.
    package var line: UInt64
    /// Its first byte, from 0.
    package var offset: UInt64

    package init(line: UInt64, offset: UInt64) {
        self.line = line
        self.offset = offset
    }
}
