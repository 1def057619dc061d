/// One input as records are read from it: a file or standard input, decompressed when it is gzip.
package struct InputSource: ByteSource, ~Copyable, Sendable {
    private var reading: ReadAheadSource<FileSource>

    /// What the name says; plain for standard input.
    private let named: Container
    /// What the content is (never decided by the name; but 0 bytes named `.gz` count).
    private let container: Container
    /// Whether no byte is stored.
    package let isEmpty: Bool
    /// The file as it was when it was opened; nil for pipes, devices and standard input.
    package let identity: FileIdentity?

    /// What is smaller is read before a thread for it has begun.
    private static let leastBytesAhead = 256 << 10

    /// Opens a file and looks at its first bytes (for a pipe, this waits for them).
    ///
    /// - Parameter isCoreFree: whether a gzip file may now be decompressed by a thread of its own; nil:
    ///   never. See `ReadAheadSource`.
    /// - Throws: `inputOpen`. What is wrong with the first bytes is thrown by the first read.
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
        // Only a regular file has an identity, and nothing else is sure to answer.
        let isWorthIt = container != .plain && (identity?.size ?? 0) >= Self.leastBytesAhead
        reading = ReadAheadSource(source, isCoreFree: isWorthIt ? isCoreFree : nil)
    }

    /// Compressed bytes read at once: of a small file one byte more than there is, so that the read
    /// which fills it tells the end, too.
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
    /// Whether the content is gzip, or should be: 0 bytes named `.gz`.
    package var isGzip: Bool { container == .gzip }
    /// Whether zero bytes stood after a gzip member. To be asked at the end.
    package var sawPadding: Bool { reading.source.sawPadding }
    /// Stored bytes read from the file so far.
    package var bytesRead: UInt64 { reading.storedBytes }
    /// Bytes handed out so far, decompressed.
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
        try reading.skip(count) { (source, count) throws(StreamDamage) in try source.skip(count) }
    }

    /// Reads no further. Comes before the questions that are to be asked at the end, wherever reading
    /// ended.
    package mutating func stop() { reading.stop() }

    /// Checks that the file is still in the state in which it was opened. Call it at the
    /// end, before anything made from the bytes is published.
    ///
    /// - Throws: `inputChanged`.
    package func verifyUnchanged() throws(StreamDamage) {
        try reading.source.base.verifyUnchanged()
    }
}
