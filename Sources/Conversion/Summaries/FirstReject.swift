package import ByteStreams
package import JSONRecords

/// Where a summary's first rejected piece of a reason stands, and what was wrong with it.
package struct FirstReject: Hashable, Sendable {
    package var file: Path
    /// The piece's number in its file, from 1.
    package var record: UInt64
    package var place: Place
    /// What was found and expected, in words that are safe to print unless they were read from a
    /// summary.
    package var detail: String

    package init(file: Path, record: UInt64, place: Place, detail: String) {
        self.file = file
        self.record = record
        self.place = place
        self.detail = detail
    }

    package init(_ note: RejectNote) {
        self.init(
            file: note.file, record: note.record, place: note.place, detail: Sentences.detail(note))
    }

    /// In the order of inputs, and of pieces in them.
    func precedes(_ other: FirstReject) -> Bool {
        let (name, otherName) = (file.asWritten, other.file.asWritten)
        if name != otherName { return name.precedesByComponents(otherName) }
        return (record, place.line, place.offset, detail)
            < (other.record, other.place.line, other.place.offset, other.detail)
    }
}
