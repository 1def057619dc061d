/// One input as records are read from it: a file or standard input, decompressed when it is gzip.
package struct InputSource: ByteSource, ~Copyable, Sendable {
    private var detecting: DetectingSource<FileSource>

    /// Whether the name ends in `.gz`; false for standard input.
    package let isNamedGzip: Bool

    /// Opens a file and looks at its first bytes (for a pipe, this waits for them).
    ///
    /// - Throws: `inputOpen`. What is wrong with the first bytes is thrown by the first read.
    package init(path: Path, origin: FileSource.Origin = .named) throws(StreamDamage) {
        isNamedGzip = path.hasSuffix(".gz")
        detecting = DetectingSource(
            try FileSource(path: path, origin: origin), namedGzip: isNamedGzip)
    }

    private init(standardInput: consuming FileSource) {
        isNamedGzip = false
        detecting = DetectingSource(standardInput)
    }

    package static func standardInput() -> InputSource {
        InputSource(standardInput: .standardInput())
    }

    /// Whether the content is gzip (never decided by the name; but 0 bytes named `.gz` count).
    package var isGzip: Bool { detecting.isGzip }
    /// Whether no byte is stored.
    package var isEmpty: Bool { detecting.isEmpty }
    /// Whether zero bytes stood after a gzip member; final at the end.
    package var sawPadding: Bool { detecting.sawPadding }
    /// Gzip members that proved good so far.
    package var memberCount: UInt64 { detecting.memberCount }
    /// Stored bytes read from the file so far.
    package var bytesRead: UInt64 { detecting.base.bytesRead }
    /// Bytes handed out so far, decompressed.
    package var bytesHandedOut: UInt64 { detecting.bytesHandedOut }
    /// The file as it was when it was opened; nil for pipes, devices and standard input.
    package var identity: FileIdentity? { detecting.base.identity }

    @inline(__always)
    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        try detecting.read(into: &destination)
    }

    /// Checks that the file is still in the state in which it was opened. Call it after the last
    /// read, before anything made from the bytes is published.
    ///
    /// - Throws: `inputChanged`.
    package func verifyUnchanged() throws(StreamDamage) {
        try detecting.base.verifyUnchanged()
    }

    /// Closes the file; so does the end of the value's life.
    package consuming func close() {}
}
