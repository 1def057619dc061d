/// One input: a file or standard input, decompressed if it is gzip.
package struct InputSource: ByteSource, ~Copyable, Sendable {
    private var reading: ReadAheadSource<FileSource>

    /// The container according to the name; plain for standard input.
    private let named: Container
    /// The container according to the content (never the name, except that 0 bytes named `.gz` count as
    /// gzip).
    private let container: Container
    /// Whether the file as stored is empty.
    package let isEmpty: Bool
    /// The file's state when it was opened; nil for pipes, devices and standard input.
    package let identity: FileIdentity?

    /// Anything smaller is read before a thread for it could start.
    private static let leastBytesAhead = 256 << 10

    /// Opens a file and inspects its first bytes (on a pipe, this waits for them).
    ///
    /// - Parameter isCoreFree: whether a gzip file may now be decompressed by a separate thread; nil:
    ///   never. See `ReadAheadSource`.
    /// - Throws: `inputOpen`. Damage in the first bytes is thrown by the first read.
    package init(
        path: Path, origin: FileSource.Origin = .named,
        isCoreFree: (@Sendable () -> Bool)? = nil
    ) throws(StreamDamage) {
        self.init(
            try FileSource(path: path, origin: origin), named: .named(path), isCoreFree: isCoreFree)
    }

    private init(
        _ file: consuming FileSource, named: Container,
        isCoreFree: (@Sendable () -> Bool)? = nil
    ) {
        let identity = file.identity
        let source = ContainerSource(
            file, named: named, bufferSize: Self.storedBytes(of: identity))
        self.named = named
        self.identity = identity
        container = source.container
        isEmpty = source.isEmpty
        // Only regular files have an identity, and reading anything else may block for ever.
        let isWorthIt = container != .plain && (identity?.size ?? 0) >= Self.leastBytesAhead
        reading = ReadAheadSource(source, isCoreFree: isWorthIt ? isCoreFree : nil)
    }

    /// Compressed bytes read at once: for a small file one byte more than its size, so that the read
    /// which fills the buffer also finds the end.
    private static func storedBytes(of file: FileIdentity?) -> Int {
        guard let file, file.size < FileSource.usualBlockBytes else {
            return FileSource.usualBlockBytes
        }
        return max(Int(file.size) + 1, 4096)
    }

    package static func standardInput() -> InputSource {
        InputSource(.standardInput(), named: .plain)
    }

    /// Whether the name ends in `.gz`; false for standard input.
    package var isNamedGzip: Bool { named == .gzip }
    /// Whether the content is gzip, or should be (0 bytes named `.gz`).
    package var isGzip: Bool { container == .gzip }
    /// Whether a gzip member was followed by zero bytes. Valid only at the end.
    package var sawPadding: Bool { reading.source.sawPadding }
    /// Stored bytes read from the file so far.
    package var bytesRead: UInt64 { reading.storedBytes }
    /// Bytes returned so far, decompressed.
    package var bytesHandedOut: UInt64 { reading.bytesHandedOut }

    @inline(__always)
    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        try reading.read(into: &destination)
    }

    /// The file, for threads that read ahead of us in it; nil where there is nothing but a stream, or where
    /// what is stored must be decoded first.
    package var parts: FileParts? { container == .plain ? reading.source.base.parts : nil }

    /// Goes on further in a file that has ``parts``, as if the bytes had been read.
    package mutating func skip(_ count: UInt64) throws(StreamDamage) {
        try reading.skip(count)
    }

    /// Stops reading. Must be called before the properties that are valid only at the end, wherever
    /// reading ended.
    package mutating func stop() { reading.stop() }

    /// Verifies that the file is still in the state in which it was opened. Call it at the end, before
    /// publishing anything made from its bytes.
    ///
    /// - Throws: `inputChanged`.
    package func verifyUnchanged() throws(StreamDamage) {
        try reading.source.base.verifyUnchanged()
    }
}
