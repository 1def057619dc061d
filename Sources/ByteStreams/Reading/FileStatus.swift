import Glibc

/// The kernel's information about a path or an open file.
package struct FileStatus: Sendable {
    package enum Kind: Hashable, Sendable {
        case regular, directory, special
    }

    package var kind: Kind
    package var identity: FileIdentity
    /// A character or block device; `kind` is `special`.
    let isDevice: Bool
    /// Whether it is the null device, which is always at its end.
    let isNullDevice: Bool

    /// The null device among the memory devices (Linux, Documentation/admin-guide/devices.txt).
    private static let nullDevice: dev_t = 1 << 8 | 3

    init(_ status: stat) {
        let type = status.st_mode & S_IFMT
        isDevice = type == S_IFCHR || type == S_IFBLK
        isNullDevice = type == S_IFCHR && status.st_rdev == Self.nullDevice
        kind =
            switch type {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            default: .special
            }
        identity = FileIdentity(status)
    }

    /// Follows symbolic links.
    ///
    /// - Returns: the status, or the error number (`ENOENT`, `EACCES`, `ELOOP`, …).
    package static func of(_ path: Path) -> Result<FileStatus, SystemError> {
        Result { () throws(SystemError) in FileStatus(try SystemCalls.status(of: path)) }
    }

    /// Whether anything exists under this name, even a dangling link.
    package static func isTaken(_ path: Path) -> Bool {
        (try? SystemCalls.status(of: path, followsLinks: false)) != nil
    }

    static func of(descriptor: Int32) -> Result<FileStatus, SystemError> {
        Result { () throws(SystemError) in FileStatus(try SystemCalls.status(of: descriptor)) }
    }
}
