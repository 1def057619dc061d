#if ISAL
    /// The data before the current position, as far back as later data may refer to, and likewise for
    /// the last marked position.
    ///
    /// This file contains unsafe code. Its invariants: the bytes of `memory` in each part are
    /// initialised, and those of the marked part are not overwritten.
    @safe struct DataWindow: ~Copyable {
        /// How far back references may reach (RFC 1951 §2).
        static let byteCount = 32 << 10
        private static let halfBytes = 2 * byteCount

        private struct Part {
            var half: Int
            var count = 0
        }

        private let memory = HeapBytes(byteCount: 2 * halfBytes)
        private var present = Part(half: 0)
        private var marked = Part(half: 0)

        private func memory(of part: Part) -> UnsafeMutableRawBufferPointer {
            let start = part.half * Self.halfBytes
            return unsafe UnsafeMutableRawBufferPointer(
                rebasing: memory.pointer[start..<start + Self.halfBytes])
        }

        mutating func removeAll() {
            present = Part(half: marked.half ^ 1)
        }

        mutating func append(_ data: RawSpan) {
            let added = min(data.byteCount, Self.byteCount)
            if present.half == marked.half || present.count + added > Self.halfBytes {
                // Whatever is still needed moves to the other half, or to the front of its own.
                let kept = min(present.count, Self.byteCount - added)
                let old = unsafe memory(of: present)[present.count - kept..<present.count]
                present = Part(half: marked.half ^ 1, count: kept)
                unsafe memory(of: present).baseAddress?.copyMemory(
                    from: old.base.baseAddress! + old.startIndex, byteCount: kept)
            }
            unsafe data.extracting(last: added).withUnsafeBytes { bytes in
                let room = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: memory(of: present)[present.count...])
                unsafe room.copyMemory(from: bytes)
            }
            present.count += added
        }

        /// Marks the current position.
        mutating func mark() { marked = present }

        /// Returns to the marked position.
        mutating func returnToMark() { present = marked }

        /// Passes the data to `body`: at least the last 32 KiB, or all there is.
        func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
            let bytes = unsafe UnsafeRawBufferPointer(memory(of: present)).prefix(present.count)
            return unsafe body(
                UnsafeRawBufferPointer(rebasing: bytes).assumingMemoryBound(to: UInt8.self).span)
        }
    }
#endif
