internal import CProcessor

/// A chunk whose content is one text of another chunk: what is inside a wrapper.
///
/// This file contains unsafe code. Its invariants, besides those of `Chunk`:
/// 1. The room is as long as the text, and `padding` bytes follow it, which a block that is written whole
///    may reach; `end(at:)` clears them.
/// 2. The processor-specific function is only called if the processor reports the instructions it needs,
///    and reads exactly the bytes of the text.
extension Chunk {
    /// The capacity that a chunk keeps between two texts.
    private static let usualCapacity = 64 << 10

    /// Empties the chunk and makes room for `count` bytes, which start a new input.
    private mutating func makeRoom(_ count: Int) {
        precondition(count <= maximum, "nothing that is looked at together is as long as this")
        if capacity < count || capacity > max(count, 1 << 20) {
            unsafe BlockMemory.deallocate(start, capacity + Self.padding)
            capacity = min(maximum, max(count, Self.usualCapacity))
            unsafe start = BlockMemory.allocate(capacity + Self.padding)
                .assumingMemoryBound(to: UInt8.self)
            marks = Marks(capacity: capacity)
        }
        lower = 0
        offset = 0
    }

    /// Returns to the first byte of a text that was taken whole.
    mutating func rewind() {
        lower = 0
        if hasForgottenMarks { unsafe marks.update(start, from: 0, to: upper) }
        hasForgottenMarks = false
    }

    mutating func end(at count: Int) {
        upper = count
        unsafe (start + count).update(repeating: 0, count: Self.padding)
        unsafe marks.update(start, from: 0, to: count)
    }

    /// Replaces the content with a copy of `text`, which is in another chunk.
    mutating func copy(_ text: JSONText) {
        makeRoom(text.count)
        unsafe start.update(from: text.start, count: text.count)
        end(at: text.count)
    }

    /// Replaces the content with the unescaped content of a walked string, as UTF-8. A lone surrogate
    /// escape becomes U+FFFD.
    ///
    /// No escape is shorter than the bytes it represents, so the text's length is enough room.
    ///
    /// - Parameter escaping: one that the processor supports.
    mutating func unescape(_ content: JSONText, by escaping: ByteBuffer.Escaping = .widest) {
        makeRoom(content.count)
        var source = 0
        var count = 0
        while true {
            unescapeSimple(content, &source, &count, by: escaping)
            guard source < content.count else { break }
            for byte in UTF8.encode(JSONStrings.escapedScalar(content, at: &source))! {
                unsafe start[count] = byte
                count &+= 1
            }
        }
        end(at: count)
    }

    /// Copies from `source` on up to the first escape that stands for anything but a quote or a backslash.
    ///
    /// - Parameter count: how many bytes the chunk has already.
    @inline(__always)
    private func unescapeSimple(
        _ content: JSONText, _ source: inout Int, _ count: inout Int,
        by escaping: ByteBuffer.Escaping
    ) {
        #if arch(x86_64)
            if case .wide = escaping {
                let escaped = unsafe cprocessor_unescape(
                    content.start + source, content.count - source, start + count)
                source &+= escaped.read
                count &+= escaped.written
                return
            }
        #endif
        unescapeSimplePortably(content, &source, &count)
    }

    private func unescapeSimplePortably(
        _ content: JSONText, _ source: inout Int, _ count: inout Int
    ) {
        let backslash = SIMD16<Int8>(repeating: 0x5C)
        while source < content.count {
            // Sixteen bytes at a time up to the next backslash; bytes copied past it are overwritten.
            if source &+ 16 <= content.count {
                let bytes = content.sixteenBytes(at: source)
                unsafe UnsafeMutableRawPointer(start + count)
                    .storeBytes(of: bytes, as: SIMD16<Int8>.self)
                let backslashes = (bytes .== backslash).bits
                let plain = backslashes == 0 ? 16 : backslashes.trailingZeroBitCount
                source &+= plain
                count &+= plain
                if backslashes == 0 { continue }
            } else if content[source] != UInt8(ascii: "\\") {
                unsafe start[count] = content[source]
                source &+= 1
                count &+= 1
                continue
            }
            let escape = content[source &+ 1]
            guard escape == UInt8(ascii: "\"") || escape == UInt8(ascii: "\\") else { return }
            unsafe start[count] = escape
            source &+= 2
            count &+= 1
        }
    }
}
