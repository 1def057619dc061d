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

    /// Appends plain ASCII verbatim, and quotes and backslashes escaped, sixteen bytes per step.
    ///
    /// - Returns: the index in `text` of the first other byte, or of its last bytes, if fewer than
    ///   sixteen.
    mutating func appendEscaping(_ text: JSONText, from start: Int) -> Int {
        precondition(start >= 0 && start <= text.count, "outside of the text")
        let space = SIMD16<Int8>(repeating: 0x20)
        let delete = SIMD16<Int8>(repeating: 0x7F)
        let quote = SIMD16<Int8>(repeating: 0x22)
        let backslash = SIMD16<Int8>(repeating: 0x5C)
        // Room for all of it with each byte escaped, and for the part of a block past its plain bytes.
        reserve(2 * (text.count - start) + 16)
        var end = unsafe self.start + length
        var index = start
        while index &+ 16 <= text.count {
            let block = text.sixteenBytes(at: index)
            unsafe end.storeBytes(of: block, as: SIMD16<Int8>.self)
            // As signed numbers, bytes from 0x80 on are less than a space, too.
            let others =
                ((block .< space) .| (block .== delete) .| (block .== quote)
                .| (block .== backslash))
                .bits
            let plain = others == 0 ? 16 : others.trailingZeroBitCount
            index &+= plain
            unsafe end += plain
            if others == 0 { continue }
            let byte = text[index]
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { break }
            let escape = UInt16(byte) << 8 | 0x5C
            unsafe end.storeBytes(of: escape.littleEndian, as: UInt16.self)
            index &+= 1
            unsafe end += 2
        }
        length = unsafe end - self.start
        return index
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

    /// Appends the decimal digits of `number`.
    @inlinable package mutating func append(decimal number: some FixedWidthInteger) {
        // 128 bits take at most 39 digits.
        var digits = InlineArray<40, UInt8>(repeating: UInt8(ascii: "0"))
        var rest = number.magnitude
        var first = digits.count
        repeat {
            let quotient = rest / 10
            first &-= 1
            digits[first] = UInt8(ascii: "0") | UInt8(truncatingIfNeeded: rest &- quotient &* 10)
            rest = quotient
        } while rest > 0
        if number < 0 { append(UInt8(ascii: "-")) }
        append(digits.span.extracting(first...))
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
