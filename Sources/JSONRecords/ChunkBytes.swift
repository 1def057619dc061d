/// The bytes of a chunk and the zeros behind them, for who walks them. Every look is checked, so no
/// mistake of the walker's can leave them.
///
/// This file is one of those that hold unsafe code. Its invariant: `start` points at `count` readable
/// bytes of a chunk, and the view is used only until that chunk is filled again.
@safe @usableFromInline struct ChunkBytes {
    @usableFromInline let start: UnsafePointer<UInt8>
    /// The zeros counted, see `Chunk.padding`.
    @usableFromInline let count: Int

    init(start: UnsafePointer<UInt8>, count: Int) {
        unsafe self.start = unsafe start
        self.count = count
    }

    subscript(_ position: Int) -> UInt8 {
        @inline(__always) get {
            precondition(position >= 0 && position < count, "outside of the chunk")
            return unsafe start[position]
        }
    }

    /// As many bytes as a `Word` has, from `position` on; of an integer the first is the lowest.
    @inline(__always)
    func load<Word: BitwiseCopyable>(_ type: Word.Type, at position: Int) -> Word {
        precondition(
            position >= 0 && position &+ MemoryLayout<Word>.size <= count, "outside of the chunk")
        return unsafe UnsafeRawPointer(start + position).loadUnaligned(as: type)
    }

    /// A view of `length` bytes from `position` on.
    @inlinable @inline(__always) func text(at position: Int, length: Int) -> JSONText {
        precondition(
            position >= 0 && length >= 0 && position &+ length <= count, "outside of the chunk")
        return unsafe JSONText(start: start + position, count: length)
    }
}
