/// The bytes of a chunk and the zeros behind them, for who walks them. Every look is checked, so no
/// mistake of the walker's can leave them.
///
/// This file is one of those that hold unsafe code. Its invariant: `start` points at the `upper` bytes
/// of a chunk's payload and `Chunk.padding` zeros, and the view is used only until that chunk is
/// filled again. So the zeros are room for a load from any position up to `upper`, and one comparison
/// checks it.
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

    /// As many bytes as a `Word` has, from `offset` behind `position` on; of an integer the first is the
    /// lowest. All of them stand at most `Chunk.padding` behind `position`.
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

    /// A position below zero is a very large one without its sign.
    @inline(__always)
    private func check(_ position: Int) {
        precondition(
            UInt(bitPattern: position) <= UInt(bitPattern: upper), "outside of the chunk")
    }
}
