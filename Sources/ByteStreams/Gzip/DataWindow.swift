#if ISAL
    /// The last data before the present place, as much of it as further data may refer to, and the same of
    /// the place that was marked last.
    ///
    /// This file is one of those that hold unsafe code. Its invariants: the bytes of `memory` that a part
    /// has are written, and those of the marked part stay.
    @safe struct DataWindow: ~Copyable {
        /// How far back data refers to data (RFC 1951 §2).
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
                // What is still needed goes to the other half, or to the front of its own.
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

        /// Marks the present place.
        mutating func mark() { marked = present }

        /// Goes back to the place that was marked.
        mutating func returnToMark() { present = marked }

        /// Lends the data: the last 32 KiB, or more, or all there is.
        func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
            let bytes = unsafe UnsafeRawBufferPointer(memory(of: present)).prefix(present.count)
            return unsafe body(
                UnsafeRawBufferPointer(rebasing: bytes).assumingMemoryBound(to: UInt8.self).span)
        }
    }
#endif
