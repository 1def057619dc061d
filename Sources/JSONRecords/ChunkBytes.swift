/// The bytes of a chunk and the zeros after them, for walking. Every access is checked, so no mistake of
/// the walker can lead outside.
///
/// This file contains unsafe code. Its invariant: `start` points to the `upper` bytes of a chunk's
/// payload and `Chunk.padding` zeros, and the view is used only until that chunk is filled again. So the
/// zeros allow a load from any position up to `upper`, and one comparison checks it.
@safe @usableFromInline struct ChunkBytes {
    @usableFromInline let start: UnsafePointer<UInt8>
    /// The payload's end.
    @usableFromInline let upper: Int

    init(start: UnsafePointer<UInt8>, upper: Int) {
        unsafe self.start = unsafe start
        self.upper = upper
    }

    /// The byte at a position of the payload; NUL at its end.
    subscript(_ position: Int) -> UInt8 {
        @inline(__always) get {
            check(position)
            return unsafe start[position]
        }
    }

    /// A `Word` loaded from `offset` bytes after `position`; in an integer the first byte is the lowest.
    /// It must end at most `Chunk.padding` bytes after `position`.
    @inline(__always)
    func load<Word: BitwiseCopyable>(
        _ type: Word.Type, at position: Int, offset: Int = 0
    ) -> Word {
        precondition(
            offset >= 0 && offset <= Chunk.padding - MemoryLayout<Word>.size,
            "more than there is room for")
        check(position)
        return unsafe UnsafeRawPointer(start + position + offset).loadUnaligned(as: type)
    }

    /// A view of `length` bytes from `position` on.
    @inlinable @inline(__always) func text(at position: Int, length: Int) -> JSONText {
        precondition(
            position >= 0 && length >= 0 && position &+ length <= upper, "outside of the chunk")
        return unsafe JSONText(start: start + position, count: length)
    }

    /// A negative position is a very large unsigned one.
    @inline(__always)
    private func check(_ position: Int) {
        precondition(
            UInt(bitPattern: position) <= UInt(bitPattern: upper), "outside of the chunk")
    }
}
