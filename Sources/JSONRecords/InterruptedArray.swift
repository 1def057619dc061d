/// The array that a broken piece stands in, to go on with it behind the piece.
///
/// A line that begins with a bracket ends a piece, wherever it stood. What follows may be the next
/// record of the same array, or a page or a record of its own: the piece may have taken the array's
/// end, and inputs are joined from others that were cut. So the array goes on only where a comma or its
/// end follows the value behind the piece: records and pages of their own stand one behind the other.
struct InterruptedArray {
    /// Where the reader stands when the array goes on: behind its comma.
    let state: RecordReader.State
    /// An element of a page may stand where a record did; in a plain array there are none.
    let watch: RecordWalker.Watch
    let arrayName: [UInt8]?
    /// What a piece tells of it: its name; nothing for an array without one.
    let label: [UInt8]
    let openObjects: [RecordReader.OpenObject]
    let wrapperPath: [UInt8]
    let envelopeHasBegun: Bool

    /// - Returns: nil where no value of an array is expected.
    init?(_ reader: borrowing RecordReader) {
        guard case .array(let role, _, _) = reader.state else { return nil }
        state = .array(role, afterValue: false, needsValue: true)
        switch role {
        case .values:
            watch = .pages
            label = []
        case .page:
            watch = .both
            label = reader.envelopeArray
        case .records:
            watch = .both
            label = reader.arrayName ?? []
        }
        arrayName = reader.arrayName
        openObjects = reader.openObjects
        wrapperPath = reader.wrapperPath
        envelopeHasBegun = reader.envelopeHasBegun
    }
}
