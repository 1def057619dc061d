package import ByteStreams

/// One file to convert, or standard input.
package struct Input: Hashable, Sendable {
    /// The path to open; empty for standard input.
    package var path: Path
    /// Its name below the output's folders: relative, without `.` and `..`, unlike that of every
    /// other input of the run.
    package var relative: Path
    package var isStandardInput: Bool
    /// Whether a walk through a directory found it, rather than the user naming it.
    package var fromTree: Bool
    /// The file's state when it was listed; nil for pipes, devices and standard input.
    package var identity: FileIdentity?
    /// Not nil: the error number with which listing it failed. It is damaged (`input-open`)
    /// without being opened: a directory that cannot be read must not vanish unnoticed.
    package var failure: Int32?

    package init(
        path: Path, relative: Path, isStandardInput: Bool = false, fromTree: Bool = false,
        identity: FileIdentity? = nil, failure: Int32? = nil
    ) {
        self.path = path
        self.relative = relative
        self.isStandardInput = isStandardInput
        self.fromTree = fromTree
        self.identity = identity
        self.failure = failure
    }

    /// Opens the input for reading.
    ///
    /// - Parameter isCoreFree: whether a second thread may now decompress it; nil: never.
    /// - Throws: `inputOpen`.
    package func open(
        isCoreFree: (@Sendable () -> Bool)? = nil
    ) throws(StreamDamage) -> InputSource {
        if let failure { throw StreamDamage(.inputOpen, at: 0, .errno(failure)) }
        if isStandardInput { return .standardInput() }
        return try InputSource(
            path: path, origin: fromTree ? .found : .named, isCoreFree: isCoreFree)
    }
}
