/// A span of the input that was no record.
package struct BrokenPiece: Sendable {
    package var fault: JSONFault
    package var place: Place
    /// Bytes of the span, line ends behind it not counted.
    package var length: UInt64
    /// The byte of the input that could not be, for faults that have one.
    package var faultOffset: UInt64
    /// What should have stood there, for ``JSONFault/syntax``.
    package var expected: JSONExpectation?
    /// The byte found there; nil at the end of the input.
    package var found: UInt8?
    /// The name of the array that it begins in, nothing for an array without one; nil outside of arrays.
    package var array: [UInt8]?
    /// The span itself, or its first ``inlineLimit`` bytes when it is longer than ``keptLimit``.
    package var raw: [UInt8]

    /// Longer spans are kept by range only (SPEC 4.5).
    package static let keptLimit = 1 << 20
    /// What of a longer span stands in the quarantine all the same.
    package static let inlineLimit = 64 << 10
}
