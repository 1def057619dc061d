/// A block of the input in memory: the part not consumed yet, and room for more.
///
/// This file contains unsafe code. Its invariants:
/// 1. `start` points to `capacity + padding` bytes; `lower <= upper <= capacity <= maximum`.
/// 2. The `padding` bytes from `upper` on are zero. NUL is never legal in JSON, so a scanner stops there
///    without checking for the end at every byte, and may load up to `padding` bytes from any position
///    up to `upper`.
/// 3. Only `fill` moves bytes; positions into the chunk are invalid afterwards.
/// 4. `marks` are those of the payload and the zero after it; whatever changes these updates them. Those of
///    a long value that was walked are given back, because it is not walked again before `rewind`.
@safe struct Chunk: ~Copyable {
    /// Readable zero bytes after the payload.
    static let padding = 64

    // What Chunk+Texts.swift changes, too, is not private.
    var start: UnsafeMutablePointer<UInt8>
    var marks: Marks
    var hasForgottenMarks = false
    var capacity: Int
    let maximum: Int
    /// The first unconsumed byte.
    var lower = 0
    /// The end of the payload.
    var upper = 0
    /// The offset of the chunk's first byte in the input.
    var offset: UInt64 = 0

    /// - Parameter maximum: the size it may grow to, at least `capacity`.
    init(capacity: Int, maximum: Int) {
        self.capacity = capacity
        self.maximum = maximum
        unsafe start = BlockMemory.allocate(capacity + Self.padding)
            .assumingMemoryBound(to: UInt8.self)
        unsafe start.initialize(repeating: 0, count: Self.padding)
        marks = Marks(capacity: capacity)
        unsafe marks.update(start, from: 0, to: 0)
    }

    deinit { unsafe BlockMemory.deallocate(start, capacity + Self.padding) }

    /// The payload and the zeros after it; invalid once the chunk is filled again.
    var bytes: ChunkBytes {
        unsafe ChunkBytes(
            start: UnsafePointer(start), upper: upper, marks: UnsafeRawPointer(marks.start))
    }
    var count: Int { upper - lower }
    /// The offset of the first unconsumed byte in the input.
    var position: UInt64 { offset + UInt64(lower) }

    /// The byte at a position of the payload; NUL at its end.
    subscript(_ position: Int) -> UInt8 {
        @inline(__always) get {
            precondition(position >= 0 && position <= upper, "outside of the chunk")
            return unsafe start[position]
        }
    }

    mutating func consume(to position: Int) {
        precondition(position >= lower && position <= upper, "cannot consume what is not there")
        lower = position
    }

    /// Gives back the memory of what is only needed for walking the bytes before `position`.
    @inline(never)
    mutating func endWalk(at position: Int) {
        precondition(position >= lower && position <= upper, "cannot have walked what is not there")
        marks.forget(before: position)
        hasForgottenMarks = true
    }

    /// Moves the remaining bytes to the front, grows if a value does not fit, and lets `read` write
    /// after them.
    /// - Returns: the number of bytes read; 0 only at the end of the input.
    mutating func fill<Failure: Error>(
        atMost limit: Int, _ read: (inout MutableRawSpan) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        // Up to here the marks stay.
        var marked = upper
        if lower > 0 {
            marked = 0
            unsafe UnsafeMutableRawPointer(start).copyMemory(from: start + lower, byteCount: count)
            offset += UInt64(lower)
            upper -= lower
            lower = 0
        }
        if capacity - upper < capacity / 4, capacity < maximum {
            grow()
            marked = 0
        }
        let size = min(capacity - upper, limit)
        precondition(size > 0, "nothing that is looked at together is as long as this")
        var room = unsafe UnsafeMutableRawBufferPointer(start: start + upper, count: size)
            .mutableBytes
        defer {
            unsafe (start + upper).update(repeating: 0, count: Self.padding)
            unsafe marks.update(start, from: marked, to: upper)
        }
        let count = try read(&room)
        precondition(count >= 0 && count <= size, "a source wrote past its room")
        upper += count
        return count
    }

    private mutating func grow() {
        // Untouched pages take no memory, and the last copy would be the longest.
        let larger = capacity > maximum / 4 ? maximum : capacity * 2
        unsafe start = BlockMemory.move(
            start, upper, from: capacity + Self.padding, to: larger + Self.padding
        ).assumingMemoryBound(to: UInt8.self)
        capacity = larger
        marks = Marks(capacity: capacity)
    }

    /// Goes on at another place of the input.
    mutating func move(to offset: UInt64) {
        precondition(count == 0, "bytes that were not consumed would be lost")
        self.offset = offset
        lower = 0
        end(at: 0)
    }

    // MARK: Line ends

    /// The first line end of the payload from `start` on; the payload's end if there is none.
    func lineEnd(from start: Int) -> Int {
        precondition(start >= 0 && start <= upper, "outside of the chunk")
        var position = start
        while position < upper {
            let found = lineEnds(at: position)
            if found != 0 { return position &+ found.trailingZeroBitCount }
            position &+= 16
        }
        return upper
    }

    /// One bit for each line end in sixteen bytes; there are none after the payload.
    @inline(__always)
    private func lineEnds(at position: Int) -> UInt32 {
        let lineEnd = SIMD16<Int8>(repeating: 0x0A)
        let bytes = bytes.load(SIMD16<Int8>.self, at: position)
        return (bytes .== lineEnd).bits
    }

    /// A copy of the bytes in `range`.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= upper, "outside of the chunk")
        return unsafe [UInt8](
            UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
    }

    /// A view of the bytes in `range`, valid until the chunk is filled again.
    func text(_ range: Range<Int>) -> JSONText {
        precondition(range.lowerBound >= 0 && range.upperBound <= upper, "outside of the chunk")
        return bytes.text(at: range.lowerBound, length: range.count)
    }
}
