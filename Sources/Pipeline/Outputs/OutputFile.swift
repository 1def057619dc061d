package import Accounts
package import ByteStreams
package import JSONRecords

/// The destination of one input's alerts or rejects: a file in the output directory, created only if
/// there is something to write; standard output; or nowhere.
///
/// Bytes are buffered in memory and written in large blocks; content that fits into one block only
/// reaches the disk when it is published, directly under its final name.
package struct OutputFile: ~Copyable {
    package enum Destination {
        case file(Path)
        case standardOutput
        case nowhere
        /// All of it stays in memory, for who takes it from there.
        case memory
    }

    /// Bytes gathered before they are written.
    static let blockBytes = 256 << 10

    private let destination: Destination
    private let compression: Compression
    private var file: AtomicFile?
    private var writer: GzipWriter?
    /// What was gathered so far.
    var pending = ByteBuffer(capacity: 16 << 10)

    package init(_ destination: Destination, _ compression: Compression = .none) {
        self.destination = destination
        self.compression = compression
    }

    /// Writes the gathered bytes when they fill a block.
    ///
    /// A file gets whole blocks, so that each is aligned with a large page and none is modified while it
    /// is being written to disk, which saves a third of the time. A stream gets whole lines, because it
    /// may end after any of them.
    mutating func flushIfFull() throws(WriteError) {
        guard pending.count >= Self.blockBytes else { return }
        if case .memory = destination { return }
        if case .file = destination {
            try flush(first: pending.count / Self.blockBytes * Self.blockBytes)
        } else {
            try flush(first: pending.count)
        }
    }

    /// Flushes buffered bytes if a reader may be waiting for them at the other end of a pipe.
    mutating func flushIfStreaming() throws(WriteError) {
        if case .standardOutput = destination, !pending.isEmpty {
            try flush(first: pending.count)
        }
    }

    /// Writes the first `count` of the gathered bytes.
    ///
    /// - Parameter other: the name, when it is not the one that was expected.
    private mutating func flush(first count: Int, as other: Path? = nil) throws(WriteError) {
        switch destination {
        case .file(let path):
            // Taken out, because only an owned file can be handed on. Without it there is no output.
            var file =
                if let file = file.take() { file } else { try Self.begin(other ?? path) }
            try write(first: count, to: &file, at: .file(file.path))
            self.file = consume file
        case .standardOutput:
            var output = StandardOutput()
            try write(first: count, to: &output, at: .standardOutput)
        case .nowhere, .memory: break
        }
        pending.removeFirst(count)
    }

    private static func begin(_ path: Path) throws(WriteError) -> AtomicFile {
        try Directories.create(path.directory)
        return try AtomicFile(path)
    }

    private mutating func write(
        first count: Int, to sink: inout some ByteSink & ~Copyable,
        at destination: WriteError.Destination
    ) throws(WriteError) {
        switch compression {
        case .none:
            try pending.withBytes { (bytes) throws(WriteError) in
                try sink.write(bytes.extracting(first: count))
            }
        case .gzip:
            var writer =
                if let writer = writer.take() { writer } else { try GzipWriter(to: destination) }
            try pending.withBytes { (bytes) throws(WriteError) in
                try writer.write(bytes.extracting(first: count), to: &sink)
            }
            self.writer = consume writer
        }
    }

    /// Publishes the content; without content there is no file. The name becomes durable when
    /// ``RunJournal`` records the input.
    ///
    /// - Parameter other: the name, when it is not the one that was expected.
    /// - Returns: nil when there is no file.
    consuming func publish(as other: Path? = nil) throws(WriteError) -> PublishedFile? {
        if !pending.isEmpty { try flush(first: pending.count, as: other) }
        if let writer = writer.take() {
            if var file = file.take() {
                try writer.finish(to: &file)
                self.file = consume file
            } else if case .standardOutput = destination {
                var output = StandardOutput()
                try writer.finish(to: &output)
            }
        }
        guard let file = file.take() else { return nil }
        let path = other ?? file.path
        if other != nil { try Directories.create(path.directory) }
        return PublishedFile(path: path, content: try file.publish(as: path, syncDirectory: false))
    }

    /// Drops the content.
    consuming func discard() {}
}

extension ByteBuffer {
    /// Writes the bytes to a file atomically. A pipe or a device is written to directly.
    package borrowing func publish(as path: Path) throws(WriteError) {
        if case .success(let status) = FileStatus.of(path), status.kind == .special {
            return try withBytes { (bytes) throws(WriteError) in
                try SpecialFile.write(bytes, to: path)
            }
        }
        var file = try AtomicFile(path)
        try withBytes { (bytes) throws(WriteError) in try file.write(bytes) }
        try file.publish()
    }

    /// Checks in advance whether a file could be published.
    ///
    /// - Throws: `write`, as ``publish(as:)`` would.
    package static func checkPlace(_ path: Path) throws(RunError) {
        if case .success(let status) = FileStatus.of(path), status.kind == .special { return }
        do throws(WriteError) {
            try AtomicFile.checkPlace(path)
        } catch {
            throw .write(error)
        }
    }

    /// Makes a file of what `write` appends, as ``publish(as:)`` does.
    ///
    /// - Throws: `write`.
    package static func publish(
        as path: Path, _ write: (inout ByteBuffer) -> Void
    ) throws(RunError) {
        var text = ByteBuffer(capacity: 64 << 10)
        write(&text)
        do throws(WriteError) {
            try text.publish(as: path)
        } catch {
            throw .write(error)
        }
    }
}
