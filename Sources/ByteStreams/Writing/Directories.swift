import Glibc

/// Durable directory operations.
package enum Directories {
    /// Creates `path` and any missing parents; fsyncs each directory that got a new entry, so that a
    /// power cut cannot remove a parent of published files. A directory that another thread is creating
    /// is waited for: until it is durable, no file in it is.
    ///
    /// - Throws: `createDirectory` (`EEXIST`/`ENOTDIR` if another file has that name) or
    ///   `syncDirectory`.
    package static func create(_ path: Path) throws(WriteError) {
        defer { _ = creating.wait { $0 == 0 } }
        // Start from the deepest existing directory: in the usual case that takes one call.
        var missing: [Path] = []
        var present = path
        while true {
            switch FileStatus.of(present) {
            case .success(let status) where status.kind == .directory:
                break
            case .success:
                throw WriteError(.createDirectory, present, errno: ENOTDIR)
            case .failure(let error) where error.errno == ENOENT && present != present.directory:
                missing.append(present)
                present = present.directory
                continue
            case .failure(let error):
                throw WriteError(.createDirectory, present, errno: error.errno)
            }
            break
        }
        if missing.isEmpty { return }
        creating.change { $0 += 1 }
        defer { creating.change { $0 -= 1 } }
        for directory in missing.reversed() {
            do throws(SystemError) {
                try SystemCalls.makeDirectory(directory)
            } catch {
                // Another worker may have created it in the meantime.
                if error.errno == EEXIST, isDirectory(directory) { continue }
                throw WriteError(.createDirectory, directory, errno: error.errno)
            }
            try sync(directory.directory)
        }
    }

    /// Threads that are creating directories.
    private static let creating = Guarded(0)

    private static func isDirectory(_ path: Path) -> Bool {
        (try? FileStatus.of(path).get().kind) == .directory
    }

    /// Makes the names in `directory` durable.
    ///
    /// - Throws: `syncDirectory`. File systems that do not support it (`EINVAL`) are assumed not to need
    ///   it.
    package static func sync(_ directory: Path) throws(WriteError) {
        do throws(SystemError) {
            let descriptor = try OwnedDescriptor.opening(directory, flags: O_RDONLY | O_DIRECTORY)
            while fsync(descriptor.number) != 0 {
                let failure = errno
                if failure == EINTR { continue }
                if failure == EINVAL { return }
                throw SystemError(errno: failure)
            }
        } catch {
            throw WriteError(.syncDirectory, directory, errno: error.errno)
        }
    }

    /// Removes a file, or a directory with its contents. Links are removed, never followed. A missing
    /// file is not an error.
    ///
    /// - Throws: `remove`.
    package static func removeTree(_ path: Path) throws(WriteError) {
        if (try? SystemCalls.unlink(path)) != nil { return }
        if case .success(let entries) = DirectoryListing.entries(of: path) {
            for entry in entries { try removeTree(path.appending(entry.name)) }
            try remove(path, by: SystemCalls.removeDirectory)
        } else {
            // Not a directory, or not a readable one: let removing it report the error.
            try remove(path, by: SystemCalls.unlink)
        }
    }

    /// Renames a file within its directory, durably.
    ///
    /// - Throws: `rename` or `syncDirectory`.
    package static func rename(_ path: Path, to other: Path) throws(WriteError) {
        do throws(SystemError) {
            try SystemCalls.rename(path, to: other)
        } catch {
            throw WriteError(.rename, path, errno: error.errno)
        }
        try sync(other.directory)
    }

    private static func remove(
        _ path: Path, by call: (Path) throws(SystemError) -> Void
    ) throws(WriteError) {
        do throws(SystemError) {
            try call(path)
        } catch {
            if error.errno != ENOENT { throw WriteError(.remove, path, errno: error.errno) }
        }
    }
}
