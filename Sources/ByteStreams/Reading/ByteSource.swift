/// A stream of bytes that is read once, from the start to the end.
package protocol ByteSource: ~Copyable {
    /// Reads at least 1 byte unless at the end.
    ///
    /// - Returns: how many bytes were written at the start of `destination`, from 1 to
    ///   `destination.byteCount`; 0 only at the end (and for an empty destination).
    /// - Throws: what damages the stream. Every byte handed out before stays valid, and the source
    ///   is at its end: a later read returns 0.
    mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int
}

extension ByteSource where Self: ~Copyable {
    /// Reads into `buffer[start...]`: for callers that own memory by address.
    ///
    /// `buffer` must stay allocated and unaliased during the call, `start` in `0...buffer.count`.
    @inline(__always)
    package mutating func read(
        into buffer: UnsafeMutableRawBufferPointer, from start: Int = 0
    ) throws(StreamDamage) -> Int {
        var span = MutableRawSpan(
            _unsafeBytes: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
        return try read(into: &span)
    }

    /// All bytes up to the end: for lists and documents, which are small.
    package mutating func readToEnd() throws(StreamDamage) -> [UInt8] {
        var bytes: [UInt8] = []
        let buffer = HeapBytes(byteCount: 64 * 1024)
        while true {
            let count = try read(into: buffer.pointer)
            if count == 0 { return bytes }
            // `read` wrote the first `count` bytes of the buffer.
            bytes.append(contentsOf: buffer.pointer[..<count])
        }
    }
}
