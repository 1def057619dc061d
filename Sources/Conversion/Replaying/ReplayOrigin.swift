internal import ByteStreams
internal import JSONRecords

/// Where a piece that is replayed came from.
struct ReplayOrigin: Sendable {
    let file: Path
    /// The piece's number in its file, from 1.
    let record: UInt64
    private let place: Place
    private let prefixLength: UInt64

    init(_ piece: QuarantineLine, prefixLength: Int) {
        file = piece.file
        record = piece.record
        place = piece.place
        self.prefixLength = UInt64(prefixLength)
    }

    /// The place in the file of what stands at `inner` of the text that is read for the piece.
    func place(of inner: Place) -> Place {
        Place(line: place.line + inner.line - 1, offset: offset(of: inner.offset))
    }

    func offset(of inner: UInt64) -> UInt64 {
        place.offset + (inner > prefixLength ? inner - prefixLength : 0)
    }
}
