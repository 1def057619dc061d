import Glibc
import TestSupport
import Testing

@testable import ByteStreams

@Suite(.serialized) struct AtomicFileTests {
    @Test func `a file appears complete when it is published`() throws {
        let directory = TemporaryDirectory()
        let path = directory.path.appending("out.ndjson")
        var file = try AtomicFile(path)
        try file.write(([1, 2, 3] as [UInt8]).span.bytes)
        #expect(directory.names.count == 1)
        #expect(TemporaryName.matches(directory.names[0].utf8))
        try file.write([UInt8](repeating: 4, count: 1_000_000).span.bytes)
        #expect(file.bytesWritten == 1_000_003)
        try file.publish(syncDirectory: true)
        #expect(directory.names == ["out.ndjson"])
        let isWhole =
            TemporaryDirectory.contents(path) == [1, 2, 3] + [UInt8](repeating: 4, count: 1_000_000)
        #expect(isWhole)
    }

    @Test func `a suspended file continues where it was, and can be read back`() throws {
        let directory = TemporaryDirectory()
        let path = directory.path.appending("out")
        var file = try AtomicFile(path)
        for byte in UInt8(1)...3 {
            try file.write([byte].span.bytes)
            try file.suspend()
            try file.suspend()
        }
        var read: [UInt8] = []
        try file.readBack { bytes in bytes.withUnsafeBytes { read += $0 } }
        #expect(read == [1, 2, 3])
        let content = try file.publish()
        #expect(TemporaryDirectory.contents(path) == [1, 2, 3])
        let expected = ContentFingerprint(size: 3, crc32: CRC32.of(read.span.bytes))
        #expect(content == expected)
    }

    @Test func `a discarded or forgotten file leaves nothing and changes nothing`() throws {
        let directory = TemporaryDirectory()
        let path = directory.write([9], to: "out")
        var discarded = try AtomicFile(path)
        try discarded.write([UInt8(1)].span.bytes)
        discarded.discard()
        do {
            var forgotten = try AtomicFile(path)
            try forgotten.write([UInt8(1)].span.bytes)
        }
        #expect(directory.names == ["out"])
        #expect(TemporaryDirectory.contents(path) == [9])
    }

    @Test func `publishing replaces a symbolic link and never writes through it`() throws {
        let directory = TemporaryDirectory()
        let target = directory.write([9], to: "target")
        let link = directory.link("out", to: "target")
        var file = try AtomicFile(link)
        try file.write([UInt8(1)].span.bytes)
        try file.publish()
        #expect(TemporaryDirectory.contents(target) == [9])
        #expect(TemporaryDirectory.contents(link) == [1])
        guard case .success(let entries) = DirectoryListing.entries(of: directory.path) else {
            Issue.record("cannot list")
            return
        }
        #expect(entries.map(\.type) == [.regular, .regular])
    }

    @Test func `a file can be published under a different name`() throws {
        let directory = TemporaryDirectory()
        let elsewhere = directory.makeDirectory("unproven").appending("out")
        var file = try AtomicFile(directory.path.appending("out"))
        try file.write([UInt8(1)].span.bytes)
        try file.publish(as: elsewhere)
        #expect(directory.names == ["unproven"])
        #expect(TemporaryDirectory.contents(elsewhere) == [1])
    }

    @Test func `a rename that fails removes the temporary file`() throws {
        let directory = TemporaryDirectory()
        let path = directory.makeDirectory("taken")
        #expect(throws: WriteError(.rename, .file(path), errno: EISDIR)) {
            try AtomicFile(path).publish()
        }
        #expect(directory.names == ["taken"])
    }

    @Test func `a missing directory is a creation error`() {
        let directory = TemporaryDirectory()
        let path = directory.path.appending("no/out")
        #expect(throws: WriteError(.create, .file(path), errno: ENOENT)) {
            _ = try AtomicFile(path)
        }
    }

    @Test func `whether a file can be created is checked without creating it`() throws {
        let directory = TemporaryDirectory()
        _ = directory.makeDirectory("folder")
        _ = directory.link("link", to: "folder")
        _ = directory.write([1], to: "file")
        let names = directory.names.sorted()
        for name in ["new", "file", "link"] {
            try AtomicFile.checkPlace(directory.path.appending(name))
        }
        let missing = directory.path.appending("no/file")
        #expect(throws: WriteError(.create, missing, errno: ENOENT)) {
            try AtomicFile.checkPlace(missing)
        }
        let folder = directory.path.appending("folder")
        #expect(throws: WriteError(.rename, folder, errno: EISDIR)) {
            try AtomicFile.checkPlace(folder)
        }
        #expect(directory.names.sorted() == names)
        #expect(TemporaryDirectory.contents(directory.path.appending("file")) == [1])
    }

    @Test func `a device that cannot be opened is a creation error`() {
        let bytes: [UInt8] = [1]
        let missing = Path("/nowhere/device")
        #expect(throws: WriteError(.create, missing, errno: ENOENT)) {
            try SpecialFile.write(bytes.span.bytes, to: missing)
        }
        let full = Path("/dev/full")
        #expect(throws: WriteError(.write, full, errno: ENOSPC)) {
            try SpecialFile.write(bytes.span.bytes, to: full)
        }
    }

    @Test func `permissions follow the umask`() throws {
        let directory = TemporaryDirectory()
        let before = umask(0o027)
        defer { umask(before) }
        try AtomicFile(directory.path.appending("out")).publish()
        var status = stat()
        #expect(directory.path.appending("out").withCString { stat($0, &status) } == 0)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test func `a full device is a write error with its number`() {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        #expect(DescriptorWriting.writeAll([UInt8(1)].span.bytes, to: full) == ENOSPC)
    }

    @Test func `a pipe that takes few bytes at a time gets everything`() {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        // Non-blocking, so that writes are short and then refused.
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let data = GzipFixture.lines(20_000)
        let reader = Reader(descriptor: ends[0])
        reader.start()
        #expect(DescriptorWriting.writeAll(data.span.bytes, to: ends[1]) == 0)
        close(ends[1])
        #expect(reader.join() == data)
        close(ends[0])
    }

    @Test func `a closed pipe is recognised`() {
        ProcessPreparation.ignoreWriteSignals()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        #expect(DescriptorWriting.writeAll([UInt8(1)].span.bytes, to: ends[1]) == EPIPE)
        close(ends[1])
        #expect(WriteError(.write, .standardOutput, errno: EPIPE).isClosedPipe)
        #expect(!WriteError(.write, .standardOutput, errno: ENOSPC).isClosedPipe)
        #expect(!WriteError(.write, .file(Path("a")), errno: EPIPE).isClosedPipe)
    }
}

/// Reads a descriptor to its end on a separate thread.
private final class Reader: @unchecked Sendable {
    // Sendable: `bytes` is written by the thread until it ends, and read only after `join`.
    private let descriptor: Int32
    private var bytes: [UInt8] = []
    private var thread = pthread_t()

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    func start() {
        let context = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                let reader = Unmanaged<Reader>.fromOpaque(context!).takeRetainedValue()
                var buffer = [UInt8](repeating: 0, count: 1000)
                while true {
                    let count = read(reader.descriptor, &buffer, buffer.count)
                    if count <= 0 { return nil }
                    reader.bytes += buffer[..<count]
                }
            }, context)
    }

    func join() -> [UInt8] {
        pthread_join(thread, nil)
        return bytes
    }
}
