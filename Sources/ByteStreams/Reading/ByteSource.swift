/// A stream of bytes that is read once, from start to end.
package protocol ByteSource: ~Copyable {
    /// Reads at least 1 byte unless at the end.
    ///
    /// - Returns: the number of bytes written at the start of `destination`, from 1 to
    ///   `destination.byteCount`; 0 only at the end (and for an empty destination).
    /// - Throws: the damage to the stream. Bytes returned before stay valid, and the source is at its
    ///   end: a later read returns 0.
    mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int
}

extension ByteSource where Self: ~Copyable {
    /// All bytes up to the end; for lists and documents, which are small.
    package mutating func readToEnd() throws(StreamDamage) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try read(into: &buffer, from: 0)
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// The next `count` bytes.
    ///
    /// - Returns: nil if fewer were left.
    package mutating func readExactly(_ count: Int) throws(StreamDamage) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var position = 0
        while position < count {
            let read = try read(into: &bytes, from: position)
            if read == 0 { return nil }
            position += read
        }
        return bytes
    }

    /// Reads into `buffer[start...]`; `start` is at most the buffer's count.
    package mutating func read(
        into buffer: inout [UInt8], from start: Int
    ) throws(StreamDamage) -> Int {
        try buffer.withMutableBytes(from: start) { room throws(StreamDamage) in
            try read(into: &room)
        }
    }
}
