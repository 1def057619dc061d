import Glibc

/// The entries of one directory.
package enum DirectoryListing {
    /// What an entry itself is (a symbolic link is not followed).
    package enum EntryType: Hashable, Sendable {
        case regular, directory, symbolicLink, special
    }

    package struct Entry: Hashable, Sendable {
        package var name: [UInt8]
        package var type: EntryType
    }

    /// All entries but `.` and `..`, in byte order of their names. The directory is closed again
    /// on return, so a walk of any depth needs one descriptor.
    ///
    /// - Returns: the entries, or the error number with which listing failed, at any entry.
    package static func entries(of directory: Path) -> Result<[Entry], SystemError> {
        guard let stream = directory.withCString({ opendir($0) }) else {
            return .failure(SystemError(errno: errno))
        }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let next = readdir(stream) else {
                let failure = errno
                if failure != 0 { return .failure(SystemError(errno: failure)) }
                break
            }
            // `next` is good until the following readdir; d_name is a C string inside it.
            let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name)!
            let start = UnsafeRawPointer(next).advanced(by: nameOffset)
            let length = strlen(start.assumingMemoryBound(to: CChar.self))
            let name = Array(UnsafeRawBufferPointer(start: start, count: length))
            if name == [UInt8(ascii: ".")]
                || name == [UInt8](repeating: UInt8(ascii: "."), count: 2)
            {
                continue
            }
            let type = type(of: directory.appending(name), hint: Int32(next.pointee.d_type))
            entries.append(Entry(name: name, type: type))
        }
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
        return .success(entries)
    }

    /// - Parameter hint: what readdir said; some file systems say nothing.
    private static func type(of path: Path, hint: Int32) -> EntryType {
        switch hint {
        case Int32(DT_REG): return .regular
        case Int32(DT_DIR): return .directory
        case Int32(DT_LNK): return .symbolicLink
        case Int32(DT_UNKNOWN): break
        default: return .special
        }
        var status = stat()
        guard path.withCString({ lstat($0, &status) }) == 0 else { return .special }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .regular
        case S_IFDIR: .directory
        case S_IFLNK: .symbolicLink
        default: .special
        }
    }
}
