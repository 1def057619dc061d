/// The array that a broken piece stands in, to go on with it behind the piece.
///
/// A line that begins with a bracket ends a piece, wherever it stood. What follows may be the next
/// record of the same array, or a page or a record of its own: the piece may have taken the array's
/// end, and inputs are joined from others that were cut. So the array goes on only where the piece
/// ends in a comma and a comma or the array's end follows the value behind it.
struct Interruption {
    private enum Level {
        case array, envelope, nested
    }

    private let level: Level
    let arrayName: [UInt8]?
    /// See `RecordReader.isInArray`.
    let isInArray: Bool

    /// - Returns: nil where no value of an array is expected.
    init?(_ reader: borrowing RecordReader) {
        switch reader.state {
        case .array: level = .array
        case .envelope: level = .envelope
        case .nested: level = .nested
        default: return nil
        }
        arrayName = reader.arrayName
        isInArray = reader.isInArray
    }

    /// Where the reader stands when the array goes on: behind its comma.
    var state: RecordReader.State {
        switch level {
        case .array: .array(afterValue: false, needsValue: true)
        case .envelope: .envelope(afterValue: false, needsValue: true)
        case .nested: .nested(afterValue: false, needsValue: true)
        }
    }

    /// An element of a page may stand where a record did; in a plain array there are none.
    var watch: RecordWalker.Watch {
        switch level {
        case .array: .envelopeArrays
        case .envelope, .nested: .both
        }
    }
}
