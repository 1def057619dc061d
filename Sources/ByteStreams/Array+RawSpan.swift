/// Copies bytes between spans and arrays.
///
/// This file contains unsafe code. Its invariant: a pointer is used only inside the closure that lends
/// it, and no more bytes are moved than both sides have. (`Span.bytes` is unsafe because elements may
/// contain padding; bytes have none.)
extension [UInt8] {
    mutating func append(contentsOf bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }

    mutating func append(contentsOf bytes: Span<UInt8>) {
        append(contentsOf: unsafe bytes.bytes)
    }

    /// Calls `body` with the elements.
    package func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe span.bytes)
    }

    /// Calls `body` with the memory of the elements from `start` on.
    package mutating func withMutableBytes<Result, Failure: Error>(
        from start: Int, _ body: (inout MutableRawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe withUnsafeMutableBufferPointer { elements throws(Failure) in
            let rest = unsafe UnsafeMutableRawBufferPointer(
                UnsafeMutableBufferPointer(rebasing: elements[start...]))
            var bytes = unsafe rest.mutableBytes
            return try body(&bytes)
        }
    }

    /// Copies the elements in `range` to the start of `destination`, which must have room for them.
    func copy(_ range: Range<Int>, to destination: inout MutableRawSpan) {
        precondition(range.count <= destination.byteCount, "more copied than there is room for")
        unsafe destination.withUnsafeMutableBytes { target in
            unsafe self[range].withUnsafeBytes { unsafe target.copyMemory(from: $0) }
        }
    }
}
