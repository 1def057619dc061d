import Glibc

/// The entries of one directory.
package enum DirectoryListing {
    /// The type of an entry itself (symbolic links are not followed).
    package enum EntryType: Hashable, Sendable {
        case regular, directory, symbolicLink, special
    }

    package struct Entry: Hashable, Sendable {
        package var name: [UInt8]
        package var type: EntryType
    }

    private static let itself = Array(".".utf8)
    private static let parent = Array("..".utf8)

    /// All entries except `.` and `..`, in byte order of their names. The directory is closed on return,
    /// so a walk of any depth needs only one descriptor.
    ///
    /// - Returns: the entries, or the error number if listing failed at any entry.
    package static func entries(of directory: Path) -> Result<[Entry], SystemError> {
        let names: [(name: [UInt8], type: UInt8)]
        do throws(SystemError) {
            names = try SystemCalls.names(in: directory)
        } catch {
            return .failure(error)
        }
        var entries: [Entry] = []
        for (name, hint) in names where name != Self.itself && name != Self.parent {
            let type = type(of: directory.appending(name), hint: Int32(hint))
            entries.append(Entry(name: name, type: type))
        }
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
        return .success(entries)
    }

    /// - Parameter hint: the type according to readdir; some file systems report none.
    private static func type(of path: Path, hint: Int32) -> EntryType {
        switch hint {
        case Int32(DT_REG): return .regular
        case Int32(DT_DIR): return .directory
        case Int32(DT_LNK): return .symbolicLink
        case Int32(DT_UNKNOWN): break
        default: return .special
        }
        guard let status = try? SystemCalls.status(of: path, followsLinks: false) else {
            return .special
        }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .regular
        case S_IFDIR: .directory
        case S_IFLNK: .symbolicLink
        default: .special
        }
    }
}
