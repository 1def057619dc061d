package import ByteStreams
import Glibc

/// A directory for one test, removed with its owner.
package struct TemporaryDirectory: ~Copyable {
    package let path: Path

    package init() {
        // In memory if possible, because tests publish many files, and each would wait for the disk
        // otherwise.
        let root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(root)/mimecast2sophos-test-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        path = Path(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    }

    package func write(_ bytes: [UInt8], to name: String) -> Path {
        let target = path.appending(name)
        let file = target.withCString { fopen($0, "we") }!
        precondition(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
        return target
    }

    package func makeDirectory(_ name: String) -> Path {
        let target = path.appending(name)
        precondition(target.withCString { mkdir($0, 0o755) } == 0)
        return target
    }

    package func link(_ name: String, to target: String) -> Path {
        let link = path.appending(name)
        precondition(link.withCString { symlink(target, $0) } == 0)
        return link
    }

    /// All names in the directory, in byte order.
    package var names: [String] {
        guard case .success(let entries) = DirectoryListing.entries(of: path) else { return [] }
        return entries.map { String(decoding: $0.name, as: UTF8.self) }
    }

    package static func contents(_ path: Path) -> [UInt8]? {
        guard var source = try? FileSource(path: path) else { return nil }
        return Drained(&source).bytes
    }

    private static func remove(_ directory: Path) {
        guard case .success(let entries) = DirectoryListing.entries(of: directory) else { return }
        for entry in entries {
            let path = directory.appending(entry.name)
            if entry.type == .directory {
                remove(path)
            } else {
                _ = path.withCString { unlink($0) }
            }
        }
        _ = directory.withCString { rmdir($0) }
    }

    deinit { Self.remove(path) }
}
