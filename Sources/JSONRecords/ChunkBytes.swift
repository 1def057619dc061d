/// The bytes of a chunk and the zeros after them, for walking. Every access is checked, so no mistake of
/// the walker can lead outside.
///
/// This file contains unsafe code. Its invariant: `start` points to the `upper` bytes of a chunk's
/// payload and `Chunk.padding` zeros, `marks` to the words of its ``Marks``, and the view is used only
/// until that chunk is filled again. So the zeros allow a load from any position up to `upper`, as do the
/// marks, and one comparison checks it.
@safe @usableFromInline struct ChunkBytes {
    @usableFromInline let start: UnsafePointer<UInt8>
    /// The payload's end.
    @usableFromInline let upper: Int
    /// One bit for each byte.
    @usableFromInline let marks: UnsafeRawPointer

    init(start: UnsafePointer<UInt8>, upper: Int, marks: UnsafeRawPointer) {
        unsafe self.start = unsafe start
        self.upper = upper
        unsafe self.marks = unsafe marks
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

    /// The first byte from `start` on that is marked: see ``Marks``.
    @inline(__always)
    func mark(from start: Int) -> Int {
        var position = start
        while true {
            let marks = nearMarks(from: position)
            if marks != 0 { return position &+ marks.trailingZeroBitCount }
            position = (position & ~7) &+ 64
        }
    }

    /// The fourth byte from `start` on that is marked. The first three must be among the next 57 bytes.
    @inline(__always)
    func fourthMark(from start: Int) -> Int {
        var marks = nearMarks(from: start)
        marks &= marks &- 1
        marks &= marks &- 1
        marks &= marks &- 1
        return marks != 0
            ? start &+ marks.trailingZeroBitCount : mark(from: (start & ~7) &+ 64)
    }

    /// The marks of the bytes from `position` up to 64 bytes after the last multiple of eight, the lowest
    /// bit for the first.
    @inline(__always)
    private func nearMarks(from position: Int) -> UInt64 {
        check(position)
        return unsafe UInt64(
            littleEndian: (marks + position &>> 3).loadUnaligned(as: UInt64.self))
            &>> UInt64(truncatingIfNeeded: position & 7)
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
