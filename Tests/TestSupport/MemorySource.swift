package import ByteStreams

/// Bytes in memory as a source; the sizes of the reads can be chosen, so that tests can put a boundary
/// between any two bytes.
package struct MemorySource: ByteSource, Sendable {
    private let bytes: [UInt8]
    private let readSizes: [Int]
    private var damage: StreamDamage?
    private var position = 0
    private var reads = 0

    /// - Parameters:
    ///   - readSizes: the maximum number of bytes returned by the first, second… read, at least 1; after
    ///     the last the list starts again. Empty: no limit.
    ///   - damage: thrown once after the last byte.
    package init(_ bytes: [UInt8], readSizes: [Int] = [], damage: StreamDamage? = nil) {
        precondition(readSizes.allSatisfy { $0 > 0 }, "a read hands out at least one byte")
        self.bytes = bytes
        self.readSizes = readSizes
        self.damage = damage
    }

    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        guard destination.byteCount > 0 else { return 0 }
        var count = min(bytes.count - position, destination.byteCount)
        if !readSizes.isEmpty {
            count = min(count, readSizes[reads % readSizes.count])
            reads += 1
        }
        if count == 0 {
            guard let damage else { return 0 }
            self.damage = nil
            throw damage
        }
        bytes.withUnsafeBytes { bytes in
            let part = UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
            destination.withUnsafeMutableBytes { $0.copyMemory(from: part) }
        }
        position += count
        return count
    }
}
