package import ByteStreams
internal import JSONRecords

/// One file of the output directory, made only when there is something to put into it.
///
/// Bytes are gathered in memory and written in large blocks; what fits one block reaches the disk
/// only when it is published, under the right name at once.
struct OutputFile: ~Copyable {
    /// Bytes gathered before they are written.
    static let blockBytes = 256 << 10

    private let path: Path
    private var file: AtomicFile?
    var pending = ByteBuffer(capacity: 16 << 10)
    private(set) var bytesWritten: UInt64 = 0

    init(_ path: Path) { self.path = path }

    var isEmpty: Bool { bytesWritten == 0 && pending.isEmpty }

    /// Writes the gathered bytes when they fill a block.
    mutating func flushIfFull() throws(WriteError) {
        if pending.count >= Self.blockBytes { try flush() }
    }

    private mutating func flush() throws(WriteError) {
        if file == nil {
            try Directories.create(path.directory)
            file = try AtomicFile(path)
        }
        try pending.withBytes { (bytes) throws(WriteError) in try file?.write(bytes) }
        bytesWritten += UInt64(pending.count)
        pending.removeAll()
    }

    /// Gives the content its name; nothing when there is none.
    /// - Parameter other: the name, when it is not the one that was expected.
    consuming func publish(as other: Path? = nil) throws(WriteError) {
        if isEmpty { return }
        if let other {
            try Directories.create(other.directory)
            if file == nil { file = try AtomicFile(other) }
        }
        if !pending.isEmpty || file == nil { try flush() }
        guard let file = file.take() else { return }
        try file.publish(as: other)
    }

    /// Drops the content.
    consuming func discard() {}
}
