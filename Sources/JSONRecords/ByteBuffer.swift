/// A growable buffer for building output.
///
/// This file contains unsafe code. Its invariants:
/// 1. `start` points to `capacity` bytes, of which the first `length` are initialised; only `reserve`
///    moves them.
/// 2. Every append reserves before it writes.
@safe @usableFromInline package struct ByteBuffer: ~Copyable {
    @usableFromInline var start: UnsafeMutableRawPointer
    /// The number of bytes allocated.
    @usableFromInline package private(set) var capacity: Int
    @usableFromInline var length = 0

    package init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        unsafe start = BlockMemory.allocate(self.capacity)
    }

    deinit { unsafe BlockMemory.deallocate(start, capacity) }

    @inlinable package var count: Int { @inline(__always) get { length } }
    @inlinable package var isEmpty: Bool { @inline(__always) get { length == 0 } }

    /// The bytes written so far.
    @inlinable package func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: start, count: length).bytes)
    }

    /// A copy of the bytes.
    package var bytes: [UInt8] {
        unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: length))
    }

    /// A view of the bytes in `range`, which must be JSON text; valid until the buffer is changed.
    package func text(_ range: Range<Int>) -> JSONText {
        precondition(range.lowerBound >= 0 && range.upperBound <= length, "outside of the buffer")
        return unsafe JSONText(
            start: UnsafePointer(start.assumingMemoryBound(to: UInt8.self) + range.lowerBound),
            count: range.count)
    }

    /// Releases memory that only an unusually long record needs, and keeps the rest.
    @inlinable package mutating func removeAll() {
        length = 0
        if capacity > Self.usualLimit { shrink() }
    }

    /// Drops the first `count` bytes, and releases memory like `removeAll`.
    package mutating func removeFirst(_ count: Int) {
        precondition(count >= 0 && count <= length, "cannot drop more than there is")
        if capacity > Self.usualLimit {
            var rest = ByteBuffer(capacity: length - count)
            unsafe rest.copy(start + count, length - count)
            self = rest
        } else {
            unsafe start.copyMemory(from: start + count, byteCount: length - count)
            length -= count
        }
    }

    /// The capacity that is kept for reuse; larger buffers are not doubled, either.
    @usableFromInline static let usualLimit = 1 << 20

    @usableFromInline @inline(never) mutating func shrink() { self = ByteBuffer() }

    /// Drops everything after the first `length` bytes.
    package mutating func truncate(to length: Int) {
        precondition(length >= 0 && length <= self.length, "cannot truncate to more than there is")
        self.length = length
    }

    @inlinable @inline(__always) package mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe start.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
        length &+= 1
    }

    /// Inlined, because copying most constants takes only a few stores.
    @inlinable @inline(__always) package mutating func append(_ text: StaticString) {
        unsafe copy(text.utf8Start, text.utf8CodeUnitCount)
    }

    @inlinable package mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe copy($0) }
    }

    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe copy($0) }
    }

    @inlinable @inline(__always) package mutating func append(_ text: JSONText) {
        unsafe copy(text.start, text.count)
    }

    @inlinable @inline(__always) package mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe copy($0) }
    }

    @inlinable @inline(__always) package mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe copy($0) }
    }

    package mutating func append(utf8 text: some StringProtocol) {
        var text = String(text)
        text.withUTF8 { unsafe copy(UnsafeRawBufferPointer($0)) }
    }

    /// Appends the bytes of `number`, lowest first.
    @inlinable @inline(__always) package mutating func append(
        littleEndian number: some FixedWidthInteger & BitwiseCopyable
    ) {
        let bytes = number.littleEndian
        let count = number.bitWidth / 8
        reserve(count)
        unsafe (start + length).storeBytes(of: bytes, as: type(of: bytes))
        length &+= count
    }

    @inlinable @inline(__always) package mutating func append<let wordCount: Int>(
        _ text: ShortText<wordCount>
    ) {
        reserve(8 * wordCount)
        for index in 0..<wordCount {
            unsafe (start + length + 8 * index).storeBytes(
                of: text.words[index].littleEndian, as: UInt64.self)
        }
        length &+= text.count
    }

    /// Appends the decimal digits of `number`, whose magnitude must fit in 64 bits.
    @inlinable package mutating func append(decimal number: some FixedWidthInteger) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: UInt64(number.magnitude))
    }

    @inlinable mutating func append(magnitude: UInt64) {
        guard magnitude >= 100_000_000 else {
            append(digits: UInt32(truncatingIfNeeded: magnitude), atLeast: 1)
            return
        }
        append(magnitude: magnitude / 100_000_000)
        append(digits: UInt32(truncatingIfNeeded: magnitude % 100_000_000), atLeast: 8)
    }

    /// Appends the digits of a number below 100,000,000, with zeros in front if they are fewer than
    /// `least`. All eight are computed at once, each in a byte of a word.
    @inlinable @inline(__always) mutating func append(digits number: UInt32, atLeast least: Int) {
        reserve(8)
        // Split in halves three times: the upper half goes to the lower bytes, which come first.
        var digits = UInt64(number / 10_000) | UInt64(number % 10_000) << 32
        // Halves are divided by 100, and quarters by 10, by multiplication.
        var upper = (digits &* 10_486) &>> 20 & 0x0000_007F_0000_007F
        digits = upper | (digits &- upper &* 100) &<< 16
        upper = (digits &* 103) &>> 10 & 0x000F_000F_000F_000F
        digits = upper | (digits &- upper &* 10) &<< 8
        let zeros = min(digits.trailingZeroBitCount / 8, 8 &- least)
        digits = (digits | 0x3030_3030_3030_3030) &>> (8 &* UInt64(zeros))
        unsafe (start + length).storeBytes(of: digits.littleEndian, as: UInt64.self)
        length &+= 8 &- zeros
    }

    @inlinable @inline(__always) mutating func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        unsafe copy(source, bytes.count)
    }

    @inlinable @inline(__always) mutating func copy(_ source: UnsafeRawPointer, _ count: Int) {
        reserve(count)
        unsafe (start + length).copyMemory(from: source, byteCount: count)
        length &+= count
    }

    @inlinable @inline(__always) mutating func reserve(_ more: Int) {
        if capacity &- length < more { grow(more) }
    }

    @usableFromInline @inline(never) mutating func grow(_ more: Int) {
        let needed = length + more
        // The text around one long value is short.
        let larger = max(
            capacity < Self.usualLimit ? capacity * 2 : capacity + capacity / 8,
            needed + needed / 64)
        unsafe start = BlockMemory.move(start, length, from: capacity, to: larger)
        capacity = larger
    }
}
