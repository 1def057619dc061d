internal import CProcessor

/// Where the plain runs of a chunk's strings end: one bit for each byte, the lowest of a word for the first,
/// set for a quote, a backslash, a control character and a byte that is not ASCII.
///
/// The walker looks for the next of these bytes several times per record. They are found for a whole chunk
/// at once, because that takes a fraction of the instructions: Swift cannot inline a function that uses the
/// wide registers of a processor, and a call for each string costs what they save.
///
/// This file contains unsafe code. Its invariants:
/// 1. `start` points to `count` words: one for each 64 bytes of the chunk, started ones included, and one
///    more.
/// 2. The bytes passed to ``update(_:from:to:)`` are those of the chunk, followed by `Chunk.padding` zeros,
///    so that the block with the payload's end can be read whole. That end is marked, because NUL is a
///    control character; so nobody looks for a mark past it, and the word after it is only ever loaded
///    together with it.
/// 3. The processor-specific function is only called if the processor reports the instructions it needs.
@safe struct Marks: ~Copyable {
    /// The number of bytes compared at once.
    enum Width: Comparable, CaseIterable {
        /// 16, on any processor.
        case narrow
        /// 32.
        case wide
    }

    /// The width supported by the processor.
    static let width: Width = {
        #if arch(x86_64)
            return cprocessor_marks_are_there() ? .wide : .narrow
        #else
            return .narrow
        #endif
    }()

    let start: UnsafeMutablePointer<UInt64>
    private let count: Int
    private let width: Width

    /// - Parameters:
    ///   - capacity: that of the chunk, in bytes.
    ///   - width: at most what the processor supports.
    init(capacity: Int, width: Width = Self.width) {
        count = capacity / 64 + 2
        self.width = width
        unsafe start = BlockMemory.allocate(count * MemoryLayout<UInt64>.size)
            .assumingMemoryBound(to: UInt64.self)
    }

    deinit { unsafe BlockMemory.deallocate(start, count * MemoryLayout<UInt64>.size) }

    /// Marks the bytes between two positions of the chunk, of which the second is the payload's end.
    func update(_ bytes: UnsafePointer<UInt8>, from lower: Int, to upper: Int) {
        precondition(lower >= 0 && lower <= upper && upper / 64 + 1 < count, "more than a chunk")
        let first = lower / 64
        let blocks = upper / 64 - first + 1
        unsafe find(in: bytes + first * 64, blocks, start + first)
        unsafe start[first + blocks] = 0
    }

    /// Gives back the memory of the marks before `position`, which will not be looked for until they are
    /// updated.
    func forget(before position: Int) {
        let size = MemoryLayout<UInt64>.size
        precondition(position >= 0 && position / 64 < count, "more than a chunk")
        unsafe BlockMemory.forget(position / 64 * size, of: start, count * size)
    }

    /// Whether a byte is marked.
    static func includes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80
    }

    /// Marks `count` times 64 bytes.
    private func find(
        in bytes: UnsafePointer<UInt8>, _ count: Int, _ marks: UnsafeMutablePointer<UInt64>
    ) {
        #if arch(x86_64)
            if width == .wide { return unsafe cprocessor_marks(bytes, count, marks) }
        #endif
        for block in 0..<count {
            let start = unsafe UnsafeRawPointer(bytes + block &* 64)
            var word: UInt64 = 0
            for quarter in 0..<4 {
                let bytes = unsafe start.loadUnaligned(
                    fromByteOffset: quarter &* 16, as: SIMD16<Int8>.self)
                let found = UInt64(Self.endsOfPlain(bytes).bits)
                word |= found &<< UInt64(truncatingIfNeeded: quarter &* 16)
            }
            unsafe marks[block] = word.littleEndian
        }
    }

    /// With one bit flipped, a quote (0x22) takes the place of the space, right above the control
    /// characters; as signed numbers, non-ASCII bytes are negative. So one comparison finds all three.
    @inline(__always)
    private static func endsOfPlain(_ bytes: SIMD16<Int8>) -> SIMDMask<SIMD16<Int8>> {
        let turned = SIMD16<Int8>(repeating: 0x02)
        let backslash = SIMD16<Int8>(repeating: 0x5C ^ 0x02)
        let aboveQuote = SIMD16<Int8>(repeating: (0x22 ^ 0x02) + 1)
        let bytes = bytes ^ turned
        return (bytes .== backslash) .| (bytes .< aboveQuote)
    }
}
