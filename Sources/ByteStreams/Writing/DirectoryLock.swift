import Glibc

/// Ensures that only one run at a time uses a directory. The lock is released when its process ends,
/// however it ends.
package struct DirectoryLock: ~Copyable, Sendable {
    package enum Failure: Error, Hashable, Sendable {
        /// Another run holds the lock.
        case held(Path)
        /// The directory, or the lock file in it, cannot be opened or locked.
        case unavailable(Path, errno: Int32)
    }

    /// Used where the directory itself cannot be locked (network file systems lock only files that are
    /// open for writing). It is left behind, empty.
    package static let fileName = ".mimecast2sophos.lock"

    private let descriptor: OwnedDescriptor

    /// Locks `directory`, which must exist. Does not wait.
    package init(_ directory: Path) throws(Failure) {
        descriptor = try Self.acquire(directory)
    }

    /// Locks `directory` through a file in it.
    init(fileIn directory: Path) throws(Failure) {
        descriptor = try Self.acquireFile(in: directory)
    }

    private static func acquire(_ directory: Path) throws(Failure) -> OwnedDescriptor {
        do throws(SystemError) {
            return try lock(directory, flags: O_RDONLY | O_DIRECTORY)
        } catch {
            switch error.errno {
            case EWOULDBLOCK: throw .held(directory)
            case ENOENT, ENOTDIR: throw .unavailable(directory, errno: error.errno)
            default: return try acquireFile(in: directory)
            }
        }
    }

    private static func acquireFile(in directory: Path) throws(Failure) -> OwnedDescriptor {
        do throws(SystemError) {
            return try lock(
                directory.appending(fileName), flags: O_RDWR | O_CREAT | O_NOFOLLOW)
        } catch {
            if error.errno == EWOULDBLOCK { throw .held(directory) }
            throw .unavailable(directory, errno: error.errno)
        }
    }

    private static func lock(_ path: Path, flags: Int32) throws(SystemError) -> OwnedDescriptor {
        let descriptor = try OwnedDescriptor.opening(path, flags: flags, mode: 0o666)
        while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
            let failure = errno
            if failure != EINTR { throw SystemError(errno: failure) }
        }
        return descriptor
    }
}
