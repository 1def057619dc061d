/// The checksum of gzip over long runs of bytes, at several times the speed of zlib's tables.
///
/// A message is a polynomial, a byte further left being worth `y = x^8` times as much. Modulo the
/// polynomial of CRC-32, `y^3006 = y^2866 + y^2215 + 1`: the least such sum of four powers. So a byte
/// may be taken away when it is added (XOR) to the bytes 140, 791 and 3006 places behind it, and the
/// checksum stays the same. Sixteen bytes and more are moved at once; what is left at the end, some
/// 3,000 bytes, is given to zlib. (The idea: S. Russell, "Chorba", 2024.)
///
/// This file is one of those that hold unsafe code: without it a gzip file takes 5 to 7 % more time
/// from end to end (docs/ARCHITECTURE.md, Unsafe code). Its invariants:
/// 1. `scratch` holds `history + block` bytes. `moved` holds the last `history` bytes that were moved,
///    zeros at first, then the `block` at hand; every load reaches back `history` bytes at most.
/// 2. `history` is at least the largest distance, and `step` at most the smallest: a byte is whole
///    before it is moved on.
enum CRC32Folding {
    private static let distances = (140, 791, 3006)
    private static let step = 64
    private static let history = 3072
    private static let block = 16 << 10

    /// Shorter runs are zlib's: the end would cost what the rest gains.
    static let leastBytes = 4 * history

    /// - Parameters:
    ///   - checksum: of what stands before `bytes`; 0 for nothing.
    ///   - bytes: at least ``leastBytes``.
    static func checksum(_ checksum: UInt32, of bytes: RawSpan) -> UInt32 {
        precondition(bytes.byteCount >= leastBytes, "too short to be folded")
        return unsafe withUnsafeTemporaryAllocation(
            byteCount: history + block, alignment: step
        ) { scratch in
            unsafe bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, let moved = scratch.baseAddress else {
                    return checksum
                }
                return unsafe fold(start, bytes.count, with: moved, after: checksum)
            }
        }
    }

    private static func fold(
        _ start: UnsafeRawPointer, _ length: Int, with moved: UnsafeMutableRawPointer,
        after checksum: UInt32
    ) -> UInt32 {
        unsafe moved.initializeMemory(as: UInt8.self, repeating: 0, count: history)
        var position = 0
        // What was before is worth as much as the inverse of its checksum in the first four bytes.
        var before = SIMD8<UInt64>(UInt64(~checksum), 0, 0, 0, 0, 0, 0, 0)
        while length - position - distances.2 >= block {
            unsafe move(start + position, block, into: moved + history, &before)
            position += block
            unsafe moved.copyMemory(from: moved + block, byteCount: history)
        }
        // Less than a block.
        let count = (length - position - distances.2) / step * step
        unsafe move(start + position, count, into: moved + history, &before)
        return unsafe finish(
            UnsafeRawBufferPointer(
                start: start + position + count, count: length - position - count),
            behind: moved + history + count)
    }

    /// Moves `count` bytes, a multiple of `step`, and keeps them in `target` as they were moved.
    @inline(__always)
    private static func move(
        _ start: UnsafeRawPointer, _ count: Int, into target: UnsafeMutableRawPointer,
        _ before: inout SIMD8<UInt64>
    ) {
        var index = 0
        while index < count {
            let place = unsafe UnsafeRawPointer(target + index)
            let bytes =
                unsafe (start + index).loadUnaligned(as: SIMD8<UInt64>.self)
                ^ (place - distances.0).loadUnaligned(as: SIMD8<UInt64>.self)
                ^ (place - distances.1).loadUnaligned(as: SIMD8<UInt64>.self)
                ^ (place - distances.2).loadUnaligned(as: SIMD8<UInt64>.self)
            unsafe (target + index).storeBytes(of: bytes ^ before, as: SIMD8<UInt64>.self)
            before = SIMD8()
            index &+= step
        }
    }

    /// Adds what was moved to the last bytes, and lets zlib take their checksum.
    private static func finish(
        _ bytes: UnsafeRawBufferPointer, behind moved: UnsafeRawPointer
    ) -> UInt32 {
        var rest = unsafe [UInt8](bytes)
        for distance in [distances.0, distances.1, distances.2] {
            for index in 0..<distance {
                rest[index] ^= unsafe moved.load(fromByteOffset: index - distance, as: UInt8.self)
            }
        }
        // Of a message without anything before it, whose first bytes are not inverted once more.
        return rest.withBytes { CRC32.byTable(~0, $0) }
    }
}
