internal import ByteStreams
internal import JSONRecords

/// Where the alerts or the rejects of one input go: a file of the output directory, made only when
/// there is something to put into it; standard output; or nowhere.
///
/// Bytes are gathered in memory and written in large blocks; what fits one block reaches the disk
/// only when it is published, under the right name at once.
struct OutputFile: ~Copyable {
    enum Destination {
        case file(Path)
        case standardOutput
        case nowhere
    }

    /// Bytes gathered before they are written.
    static let blockBytes = 256 << 10

    private let destination: Destination
    private var file: AtomicFile?
    private var bytesWritten: UInt64 = 0
    /// What was gathered so far.
    var pending = ByteBuffer(capacity: 16 << 10)

    init(_ destination: Destination) { self.destination = destination }

    /// Writes the gathered bytes when they fill a block.
    mutating func flushIfFull() throws(WriteError) {
        if pending.count >= Self.blockBytes { try flush(as: nil) }
    }

    /// Hands on what was gathered when somebody may be waiting for it at the other end of a pipe.
    mutating func flushIfStreaming() throws(WriteError) {
        if case .standardOutput = destination, !pending.isEmpty { try flush(as: nil) }
    }

    private mutating func flush(as other: Path?) throws(WriteError) {
        switch destination {
        case .file(let path):
            if file == nil {
                let path = other ?? path
                try Directories.create(path.directory)
                file = try AtomicFile(path)
            }
            try pending.withBytes { (bytes) throws(WriteError) in try file?.write(bytes) }
        case .standardOutput:
            var output = StandardOutput()
            try pending.withBytes { (bytes) throws(WriteError) in try output.write(bytes) }
        case .nowhere: break
        }
        bytesWritten += UInt64(pending.count)
        pending.removeAll()
    }

    /// Gives the content its name; without content there is no file.
    /// - Parameter other: the name, when it is not the one that was expected.
    consuming func publish(as other: Path? = nil) throws(WriteError) {
        if !pending.isEmpty { try flush(as: other) }
        guard let file = file.take() else { return }
        if let other { try Directories.create(other.directory) }
        try file.publish(as: other)
    }

    /// Drops the content.
    consuming func discard() {}
}
