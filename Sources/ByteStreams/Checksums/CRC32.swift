internal import CProcessor
import CZlib

/// The checksum of gzip (RFC 1952 §8), computed incrementally.
///
/// On processors with carry-less multiplication, that does nearly all of the work, three to thirteen
/// times as fast as zlib's tables, which do the rest.
///
/// This file contains unsafe code. Its invariants:
/// 1. zlib and the processor-specific functions read exactly the bytes of the span passed to them, and
///    only during the call.
/// 2. Each processor-specific function is only called if the processor reports the instructions it
///    needs, and with as many bytes as it requires.
package struct CRC32: Hashable, Sendable {
    /// The checksum of everything so far; 0 for nothing.
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func update(_ bytes: RawSpan) {
        value = Self.checksum(value, bytes, folding: Self.width)
    }

    mutating func update(_ bytes: Span<UInt8>) {
        update(unsafe bytes.bytes)
    }

    package static func of(_ bytes: RawSpan) -> UInt32 {
        var checksum = CRC32()
        checksum.update(bytes)
        return checksum.value
    }

    /// The number of bytes folded at once.
    enum Width: Comparable, CaseIterable {
        /// None: zlib does everything.
        case none
        /// 16.
        case narrow
        /// 64.
        case wide
    }

    /// The width supported by the processor.
    static let width: Width = {
        #if arch(x86_64)
            switch cprocessor_crc32_width() {
            case 64: return .wide
            case 16: return .narrow
            default: return .none
            }
        #else
            return .none
        #endif
    }()

    /// - Parameters:
    ///   - checksum: of what precedes `bytes`; 0 for nothing.
    ///   - width: at most what the processor supports.
    static func checksum(_ checksum: UInt32, _ bytes: RawSpan, folding width: Width) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, buffer.count > 0 else { return checksum }
            let start = unsafe base.assumingMemoryBound(to: UInt8.self)
            var checksum = checksum
            var folded = 0
            #if arch(x86_64)
                folded = buffer.count & ~15
                if width == .wide, folded >= 256 {
                    checksum = unsafe cprocessor_crc32_wide(checksum, start, folded)
                } else if width >= .narrow, folded >= 64 {
                    checksum = unsafe cprocessor_crc32_narrow(checksum, start, folded)
                } else {
                    folded = 0
                }
            #endif
            return unsafe UInt32(
                truncatingIfNeeded: crc32_z(
                    UInt(checksum), start + folded, buffer.count - folded))
        }
    }
}
