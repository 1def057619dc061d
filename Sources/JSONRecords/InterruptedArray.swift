/// The array that contains a broken piece, so that it can be continued after the piece.
///
/// A line that starts with a bracket ends a piece, wherever that was. What follows may be the next
/// record of the same array, or an independent page or record: the piece may have swallowed the array's
/// end, and truncated files may have been concatenated. So the array continues only if a comma or its
/// end follows the value after the piece, because independent records and pages simply follow each
/// other.
struct InterruptedArray {
    /// The reader's state when the array continues: after its comma.
    let state: RecordReader.State
    /// An element of a page may take the place of a record; a plain array has none.
    let watch: RecordWalker.Watch
    let arrayName: [UInt8]?
    /// Its name, as recorded in a piece; empty for an array without one.
    let label: [UInt8]
    let openObjects: [RecordReader.OpenObject]
    let wrapperPath: [UInt8]
    let envelopeHasBegun: Bool

    /// - Returns: nil if no value of an array is expected.
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
