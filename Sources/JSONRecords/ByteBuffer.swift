/// A growing run of bytes that output is built in.
///
/// This file is one of those that hold unsafe code. Its invariants:
/// 1. `start` points at `capacity` bytes, of which the first `count` are initialised; only `reserve` moves them.
/// 2. Every append reserves before it writes.
package struct ByteBuffer: ~Copyable {
    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    package private(set) var count = 0

    package init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        start = .allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit { start.deallocate() }

    package var isEmpty: Bool { count == 0 }

    /// The bytes written so far.
    package func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: count).bytes)
    }

    /// The bytes from `offset` on.
    package func withBytes<Result, Failure: Error>(
        from offset: Int, _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(offset >= 0 && offset <= count, "outside of the buffer")
        return try body(UnsafeRawBufferPointer(start: start + offset, count: count - offset).bytes)
    }

    /// A copy of the bytes.
    package var bytes: [UInt8] { [UInt8](UnsafeRawBufferPointer(start: start, count: count)) }

    package mutating func removeAll() { count = 0 }

    /// Drops everything behind the first `length` bytes.
    package mutating func truncate(to length: Int) {
        precondition(length >= 0 && length <= count, "cannot truncate to more than there is")
        count = length
    }

    package mutating func append(_ byte: UInt8) {
        reserve(1)
        start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    package mutating func append(_ text: StaticString) {
        copy(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { copy($0) }
    }

    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { copy($0) }
    }

    package mutating func append(_ text: JSONText) {
        text.withBytes { copy($0) }
    }

    package mutating func append(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { copy($0) }
    }

    package mutating func append(utf8 text: some StringProtocol) {
        var text = String(text)
        text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
    }

    /// The decimal digits of `number`.
    package mutating func append(decimal number: some BinaryInteger) {
        append(utf8: String(number))
    }

    /// Overwrites bytes that were written before.
    package mutating func replace(at offset: Int, with bytes: [UInt8]) {
        precondition(offset >= 0 && offset + bytes.count <= count, "outside of the buffer")
        bytes.withUnsafeBytes { (start + offset).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: $0.count) }
    }

    private mutating func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        (start + count).copyMemory(from: source, byteCount: bytes.count)
        count &+= bytes.count
    }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity &- count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: start, byteCount: count)
        start.deallocate()
        start = larger
    }
}
