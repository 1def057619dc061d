package import ByteStreams

/// Everything a source returns, and the damage that ended it.
package struct Drained: Equatable {
    package var bytes: [UInt8]
    package var damage: StreamDamage?
    /// How the source broke the contract of sources; nil if it kept it. A value and no trap, so that one
    /// broken source fails its own test, and the others still run.
    package var breach: String?

    package init(bytes: [UInt8], damage: StreamDamage? = nil) {
        self.bytes = bytes
        self.damage = damage
    }

    /// Reads `source` to its end with reads of at most `chunk` bytes; also checks the contract of
    /// sources: reads fit the destination, and after the end or a throw the source stays at its end.
    package init(_ source: inout some ByteSource & ~Copyable, chunk: Int = 4096) {
        bytes = []
        var buffer = [UInt8](repeating: 0xAA, count: chunk)
        do throws(StreamDamage) {
            while true {
                let count = try Self.read(&source, into: &buffer)
                guard count <= chunk else {
                    breach = "\(count) bytes read into \(chunk)"
                    return
                }
                if count == 0 { break }
                bytes += buffer[..<count]
            }
        } catch {
            damage = error
        }
        for _ in 0..<2 {
            if (try? Self.read(&source, into: &buffer)) != 0 {
                breach = "a source that ended gives more, or throws again"
            }
        }
    }

    private static func read(
        _ source: inout some ByteSource & ~Copyable, into buffer: inout [UInt8]
    )
        throws(StreamDamage) -> Int
    {
        var span = buffer.mutableSpan
        var raw = span.mutableBytes
        return try source.read(into: &raw)
    }
}
