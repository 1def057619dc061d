package import ByteStreams

/// Collects bytes in memory.
package struct MemorySink: ByteSink, Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ bytes: RawSpan) throws(WriteError) {
        bytes.withUnsafeBytes { self.bytes.append(contentsOf: $0) }
    }
}
