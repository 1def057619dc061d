import TestSupport
import Testing

@testable import ByteStreams

@Suite struct WritebackTests {
    /// Records what a thread syncs once it is allowed to.
    private final class Disk: Sendable {
        private let synced = Guarded<[Path]>([])
        private let began = Semaphore(0)
        private let allowed = Semaphore(0)

        var paths: [Path] { synced.withLock { $0 } }

        func sync(_ path: Path) {
            began.signal()
            allowed.wait()
            synced.withLock { $0.append(path) }
        }

        func waitForBeginning() { began.wait() }
        func allow() { allowed.signal() }
    }

    @Test func `files are synced in the order requested, each once at a time`() {
        let (a, b, c) = (Path("a"), Path("b"), Path("c"))
        let disk = Disk()
        do {
            let writeback = Writeback { disk.sync($0) }
            writeback.begin(a)
            disk.waitForBeginning()
            // The first is being synced and may be requested again; queued ones are not queued twice.
            for path in [b, a, b, c, a] { writeback.begin(path) }
            for _ in 0..<3 {
                disk.allow()
                disk.waitForBeginning()
            }
            disk.allow()
        }
        // Destroying it waits for the last one.
        #expect(disk.paths == [a, b, a, c])
    }

    @Test func `requests while a file is written do not affect its content`()
        throws
    {
        let directory = TemporaryDirectory()
        let link = directory.link("link", to: "file")
        let path = directory.write([1, 2], to: "file")
        for other in [directory.path.appending("gone"), link, directory.path, path] {
            Writeback.shared.begin(other)
        }
        var file = try AtomicFile(path)
        let bytes = [UInt8](repeating: 7, count: 9 << 20)
        for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
            try file.write(bytes.span.bytes.extracting(start..<start + 1 << 20))
        }
        try file.publish()
        let isWhole = TemporaryDirectory.contents(path) == bytes
        #expect(isWhole)
        #expect(directory.names.sorted() == ["file", "link"])
    }
}
