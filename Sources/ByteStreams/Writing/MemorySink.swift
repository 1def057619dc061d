/// Collects bytes in memory.
package struct MemorySink: ByteSink, Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ bytes: RawSpan) throws(WriteError) {
        self.bytes.append(contentsOf: bytes)
    }
}
