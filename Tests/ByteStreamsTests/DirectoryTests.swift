import Glibc
import TestSupport
import Testing

@testable import ByteStreams

@Suite struct DirectoriesTests {
    @Test func `missing directories are created, existing ones are left alone`() throws {
        let directory = TemporaryDirectory()
        let deep = directory.path.appending("a/b/c/")
        try Directories.create(deep)
        try Directories.create(deep)
        #expect(try FileStatus.of(deep).get().kind == .directory)
        try Directories.create(Path("."))
        try Directories.create(Path("/"))
    }

    @Test func `a file in the way is an error that names it`() throws {
        let directory = TemporaryDirectory()
        let file = directory.write([], to: "a")
        #expect(throws: WriteError(.createDirectory, .file(file), errno: ENOTDIR)) {
            try Directories.create(file)
        }
        #expect(throws: WriteError.self) { try Directories.create(file.appending("b")) }
    }

    @Test func `temporary files of killed runs are removed and nothing else`() throws {
        let directory = TemporaryDirectory()
        let inner = directory.makeDirectory("sub")
        for name in [
            ".mimecast2sophos-1-2", "sub/.mimecast2sophos-33-4", ".mimecast2sophos.lock",
            ".mimecast2sophos-1", ".mimecast2sophos-a-1", ".mimecast2sophos-1-2-3", "x", "sub/y",
        ] {
            _ = directory.write([], to: name)
        }
        #expect(TemporaryName.removeStale(below: directory.path) == 2)
        #expect(
            directory.names == [
                ".mimecast2sophos-1", ".mimecast2sophos-1-2-3", ".mimecast2sophos-a-1",
                ".mimecast2sophos.lock", "sub", "x",
            ])
        #expect(try DirectoryListing.entries(of: inner).get().map(\.name) == [Array("y".utf8)])
    }

    @Test func `entries come in byte order with their own types`() throws {
        let directory = TemporaryDirectory()
        _ = directory.write([], to: "b")
        _ = directory.write([], to: "B")
        _ = directory.makeDirectory("a")
        _ = directory.link("c", to: "a")
        #expect(directory.path.appending("d").withCString { mkfifo($0, 0o600) } == 0)
        #expect(directory.names == ["B", "a", "b", "c", "d"])
        let entries = try DirectoryListing.entries(of: directory.path).get()
        #expect(entries.map(\.type) == [.regular, .directory, .regular, .symbolicLink, .special])
        #expect(
            DirectoryListing.entries(of: directory.path.appending("no"))
                == .failure(SystemError(errno: ENOENT)))
    }
}

@Suite struct DirectoryLockTests {
    func failure(_ path: Path, byFile: Bool) -> DirectoryLock.Failure? {
        do throws(DirectoryLock.Failure) {
            if byFile { _ = try DirectoryLock(fileIn: path) } else { _ = try DirectoryLock(path) }
            return nil
        } catch {
            return error
        }
    }

    func hold(_ path: Path, byFile: Bool, _ body: () -> Void) throws {
        let lock = byFile ? try DirectoryLock(fileIn: path) : try DirectoryLock(path)
        body()
        _ = consume lock
    }

    @Test(arguments: [false, true])
    func `a second lock is refused until the first is released`(byFile: Bool) throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        try hold(path, byFile: byFile) {
            #expect(failure(path, byFile: byFile) == .held(path))
        }
        #expect(failure(path, byFile: byFile) == nil)
        #expect(directory.names == (byFile ? [DirectoryLock.fileName] : []))
    }

    @Test func `a missing directory cannot be locked`() {
        let directory = TemporaryDirectory()
        let path = directory.path.appending("no")
        #expect(failure(path, byFile: false) == .unavailable(path, errno: ENOENT))
    }
}
