import ByteStreams
import Glibc
import TestSupport
import Testing

@Suite struct FileSourceTests {
    func openingFailure(_ path: Path, origin: FileSource.Origin = .named) -> StreamDamage? {
        do throws(StreamDamage) {
            _ = try FileSource(path: path, origin: origin)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file is read whole and counted`() throws {
        let directory = TemporaryDirectory()
        let data = GzipFixture.lines(3000)
        let path = directory.write(data, to: "a.json")
        var source = try FileSource(path: path)
        #expect(source.identity?.size == Int64(data.count))
        #expect(Drained(&source, chunk: 1000) == Drained(bytes: data))
        #expect(source.bytesRead == UInt64(data.count))
        try source.verifyUnchanged()
    }

    @Test func `a name that is not UTF-8 opens`() throws {
        let directory = TemporaryDirectory()
        let path = Path(bytes: directory.path.bytes + Array("/".utf8) + [0xFF, 0x0A, 0x1B])
        let file = try #require(path.withCString { fopen($0, "w") })
        fclose(file)
        var source = try FileSource(path: path)
        #expect(Drained(&source) == Drained(bytes: []))
    }

    @Test func `a missing file, a directory and a name with a NUL do not open`() {
        let directory = TemporaryDirectory()
        let present = directory.write([1], to: "a")
        #expect(
            openingFailure(directory.path.appending("b"))
                == StreamDamage(.inputOpen, at: 0, .errno(ENOENT)))
        #expect(openingFailure(directory.path) == StreamDamage(.inputOpen, at: 0, .errno(EISDIR)))
        #expect(
            openingFailure(Path(bytes: present.bytes + [0, 65]))
                == StreamDamage(.inputOpen, at: 0, .errno(ENOENT)))
    }

    @Test func `a pipe in a walked directory is refused without waiting`() {
        let directory = TemporaryDirectory()
        let pipe = directory.path.appending("p.json")
        #expect(pipe.withCString { mkfifo($0, 0o600) } == 0)
        #expect(
            openingFailure(pipe, origin: .found) == StreamDamage(.inputOpen, at: 0, .specialFile))
    }

    @Test func `an endless device is refused, and the null device is read`()
        throws
    {
        for device in ["/dev/zero", "/dev/full", "/dev/urandom"] {
            #expect(
                openingFailure(Path(device)) == StreamDamage(.inputOpen, at: 0, .specialFile))
        }
        var source = try FileSource(path: Path("/dev/null"))
        #expect(Drained(&source) == Drained(bytes: []))
        #expect(source.identity == nil)
        try source.verifyUnchanged()
    }

    @Test func `a failing read reports the error number and the offset`() throws {
        // Reading one's own memory at address 0 fails with EIO.
        var source = try FileSource(path: Path("/proc/self/mem"))
        #expect(
            Drained(&source)
                == Drained(bytes: [], damage: StreamDamage(.inputRead, at: 0, .errno(EIO))))
    }

    func changeReason(_ change: (Path) -> Void) throws -> StreamDamage? {
        let directory = TemporaryDirectory()
        let path = directory.write(GzipFixture.lines(10), to: "a.json")
        // An hour ago, so that a change cannot fall into the same clock tick.
        var times = [timeval(), timeval()]
        gettimeofday(&times[0], nil)
        times[0].tv_sec -= 3600
        times[1] = times[0]
        #expect(path.withCString { utimes($0, times) } == 0)
        var source = try FileSource(path: path)
        _ = Drained(&source)
        change(path)
        do throws(StreamDamage) {
            try source.verifyUnchanged()
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file that grew, shrank, or was touched, replaced or removed counts as changed`()
        throws
    {
        let changes: [(Path) -> Void] = [
            { path in
                let file = path.withCString { fopen($0, "a") }!
                fputs("more", file)
                fclose(file)
            },
            { path in _ = path.withCString { truncate($0, 3) } },
            { path in _ = path.withCString { utimes($0, nil) } },
            { path in
                let other = path.directory.appending("b")
                let file = other.withCString { fopen($0, "w") }!
                fclose(file)
                _ = other.withCString { from in path.withCString { rename(from, $0) } }
            },
            { path in _ = path.withCString { unlink($0) } },
        ]
        for change in changes {
            let damage = try changeReason(change)
            #expect(damage?.reason == .inputChanged)
            guard case .changed = damage?.detail else {
                Issue.record("no identities in the detail")
                continue
            }
        }
        #expect(try changeReason { _ in } == nil)
    }

    @Test func `an input is opened, detected, counted and checked in one value`() throws {
        let directory = TemporaryDirectory()
        let text = GzipFixture.lines(2000)
        let stored = GzipFixture.member(text) + [0]
        var input = try InputSource(path: directory.write(stored, to: "a.json.gz"))
        #expect([input.isGzip, input.isNamedGzip] == [true, true])
        #expect(Drained(&input) == Drained(bytes: text))
        #expect(input.sawPadding == true)
        #expect(input.bytesRead == UInt64(stored.count))
        #expect(input.bytesHandedOut == UInt64(text.count))
        try input.verifyUnchanged()
        var plain = try InputSource(path: directory.write(text, to: "b.json.gz"))
        #expect([plain.isGzip, plain.isNamedGzip] == [false, true])
        #expect(Drained(&plain) == Drained(bytes: text))
        #expect(plain.bytesRead == UInt64(text.count))
        var empty = try InputSource(path: directory.write([], to: "c.json.gz"))
        #expect(Drained(&empty).damage == StreamDamage(.gzipTruncated, at: 0, .empty))
    }

    @Test func `no descriptor is leaked`() throws {
        let directory = TemporaryDirectory()
        let path = directory.write([1, 2, 3], to: "a.json")
        // More than the default limit of descriptors per process.
        for _ in 0..<3000 {
            var input = try InputSource(path: path)
            _ = Drained(&input, chunk: 16)
            #expect(openingFailure(directory.path) != nil)
        }
    }
}
