import Glibc

/// Making directories, durably.
package enum Directories {
    /// Makes `path` and the directories above it that are missing; fsyncs each directory in which a
    /// name was added, so that a power cut cannot take a parent away from published files.
    ///
    /// - Throws: `createDirectory` (`EEXIST`/`ENOTDIR` when a name is taken by another file) or
    ///   `syncDirectory`.
    package static func create(_ path: Path) throws(WriteError) {
        // From the deepest that exists downwards: the usual case is one call for what is there.
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
        for directory in missing.reversed() {
            do throws(SystemError) {
                try SystemCalls.makeDirectory(directory)
            } catch {
                // Another worker may have made it in the meantime.
                if error.errno == EEXIST, isDirectory(directory) { continue }
                throw WriteError(.createDirectory, directory, errno: error.errno)
            }
            try sync(directory.directory)
        }
    }

    private static func isDirectory(_ path: Path) -> Bool {
        (try? FileStatus.of(path).get().kind) == .directory
    }

    /// Makes the names in `directory` durable.
    ///
    /// - Throws: `syncDirectory`. File systems that cannot do it (`EINVAL`) are taken to need none.
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

    /// Removes a file, or a directory with all that is in it. Links are removed, never followed;
    /// nothing there is no error.
    ///
    /// - Throws: `remove`.
    package static func removeTree(_ path: Path) throws(WriteError) {
        if (try? SystemCalls.unlink(path)) != nil { return }
        if case .success(let entries) = DirectoryListing.entries(of: path) {
            for entry in entries { try removeTree(path.appending(entry.name)) }
            try remove(path, by: SystemCalls.removeDirectory)
        } else {
            // Not a directory, or not one that can be read: say what removing it says.
            try remove(path, by: SystemCalls.unlink)
        }
    }

    /// Gives a file another name in its directory, durably.
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
