internal import CProcessor

/// Escaping of the two characters that occur most in what is quoted: JSON is full of quotes.
///
/// This file contains unsafe code. Its invariants, besides those of `ByteBuffer`:
/// 1. Room for everything that may be written is reserved before the first byte is, including the rest
///    of the last block, which is written past the end.
/// 2. The processor-specific function is only called if the processor reports the instructions it needs,
///    and reads exactly the bytes of the text.
extension ByteBuffer {
    /// Which instructions escape, and take escapes out.
    enum Escaping: CaseIterable {
        /// Those of every processor: sixteen bytes per step, and one more step for each escape.
        case portable
        /// AVX-512: thirty-two bytes per step, with however many escapes.
        case wide

        /// What the processor supports.
        static let supported: [Escaping] = {
            #if arch(x86_64)
                if cprocessor_escape_is_there() { return allCases }
            #endif
            return [.portable]
        }()

        static let widest = supported.last ?? .portable
    }

    /// Appends plain ASCII verbatim, and quotes and backslashes escaped.
    ///
    /// - Returns: the index in `text` of the first other byte; its end if there is none.
    mutating func appendEscaping(_ text: JSONText, from start: Int) -> Int {
        appendEscaping(text, from: start, by: .widest)
    }

    /// - Parameter escaping: one that the processor supports.
    mutating func appendEscaping(
        _ text: JSONText, from start: Int, by escaping: Escaping
    ) -> Int {
        precondition(start >= 0 && start <= text.count, "outside of the text")
        reserve(2 * (text.count - start) + 64)
        #if arch(x86_64)
            if case .wide = escaping {
                let escaped = unsafe cprocessor_escape(
                    text.start + start, text.count - start,
                    (self.start + length).assumingMemoryBound(to: UInt8.self))
                length &+= escaped.written
                return start &+ escaped.read
            }
        #endif
        return appendEscapingPortably(text, from: start)
    }

    private mutating func appendEscapingPortably(_ text: JSONText, from start: Int) -> Int {
        let space = SIMD16<Int8>(repeating: 0x20)
        let delete = SIMD16<Int8>(repeating: 0x7F)
        let quote = SIMD16<Int8>(repeating: 0x22)
        let backslash = SIMD16<Int8>(repeating: 0x5C)
        var end = unsafe self.start + length
        var index = start
        while index < text.count {
            var plain = 0
            if index &+ 16 <= text.count {
                let block = text.sixteenBytes(at: index)
                unsafe end.storeBytes(of: block, as: SIMD16<Int8>.self)
                // As signed numbers, bytes from 0x80 on are less than a space, too.
                let others =
                    ((block .< space) .| (block .== delete) .| (block .== quote)
                    .| (block .== backslash))
                    .bits
                plain = others == 0 ? 16 : others.trailingZeroBitCount
                index &+= plain
                unsafe end += plain
                if others == 0 { continue }
            }
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                let escape = UInt16(byte) << 8 | 0x5C
                unsafe end.storeBytes(of: escape.littleEndian, as: UInt16.self)
                unsafe end += 2
            // Among the last bytes, which are fewer than sixteen.
            case 0x20..<0x7F:
                unsafe end.storeBytes(of: byte, as: UInt8.self)
                unsafe end += 1
            default:
                length = unsafe end - self.start
                return index
            }
            index &+= 1
        }
        length = unsafe end - self.start
        return index
    }
}
