package import Accounts
package import ByteStreams
internal import Sophos

/// Names of inputs below the output's folders.
package enum InputNames {
    /// `name` without anything that could lead out of a directory: leading separators, `.` and `..`; and
    /// with a last component to which an extension can be added.
    ///
    /// - Parameter fallback: for a name of which nothing is left.
    package static func contained(_ name: Path, or fallback: String) -> Path {
        let components = name.components.filter { $0 != Array("..".utf8) }
        if components.isEmpty { return Path(fallback) }
        let shortened = components.dropLast() + components.suffix(1).map(shortened)
        return Path(bytes: Array(shortened.joined(separator: [UInt8(ascii: "/")])))
    }

    /// What outputs may add to an input's name.
    private static let endings = Format.allCases.flatMap { format in
        [".\(format.fileExtension)", ".\(format.fileExtension).gz"]
    }
    /// As long as Linux lets a name be (NAME_MAX), less room for the longest ending.
    private static let longest = 255 - (endings.map(\.utf8.count).max() ?? 0)

    /// A name that is too long for its outputs ends after as many bytes as leave room for a tilde
    /// and 16 hex digits of its SHA-256, which keep names apart that begin alike.
    private static func shortened(_ name: [UInt8]) -> [UInt8] {
        guard name.count > longest else { return name }
        let digest = name.withBytes { SHA256.digest(of: $0) }
        let mark = "~" + String(digest.first, radix: 16, digits: 16)
        var end = longest - mark.utf8.count
        // Not inside a character: bytes 10xxxxxx go on with one (RFC 3629).
        while end > 0, name[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(name[..<end]) + mark.utf8
    }

    /// Outputs of one input must not have the name of a directory that another one's outputs need, as
    /// with `a.json` next to `a.json.ndjson/b.json`: such a name gets a trailing tilde.
    ///
    /// - Parameter names: all different; so are those that are returned.
    private static func apart(_ names: [Path]) -> [Path] {
        var directories: Set<Path> = []
        for name in names {
            var directory = name.directory
            while directory != Path("."), directory != directory.directory {
                if endings.contains(where: directory.hasSuffix) { directories.insert(directory) }
                directory = directory.directory
            }
        }
        if directories.isEmpty { return names }
        var taken = Set(names)
        return names.map { name in
            var free = name
            while endings.contains(where: { directories.contains(free.adding(suffix: $0)) })
                || (free != name && taken.contains(free))
            {
                free = free.adding(suffix: "~")
            }
            taken.insert(free)
            return free
        }
    }

    /// The part of `path` after `root`; empty for the root itself. Both are compared as written,
    /// regardless of links.
    ///
    /// - Throws: `outsideRoot`, also if `..` makes it ambiguous.
    package static func name(of path: Path, below root: Path) throws(InputError) -> Path {
        let (names, above) = (path.components, root.components)
        let rest = names.dropFirst(above.count)
        guard path.isAbsolute == root.isAbsolute, names.starts(with: above),
            !rest.contains(Array("..".utf8))
        else { throw .outsideRoot(path, root: root) }
        return Path(bytes: Array(rest.joined(separator: [UInt8(ascii: "/")])))
    }

    /// Gives inputs of different arguments different names. Arguments that would share a name get
    /// `1/`, `2/`… in argument order before all of their names; names of one argument differ.
    ///
    /// - Parameter names: for each input, the number of its argument and the name below it.
    package static func distinct(_ names: [(argument: Int, name: Path)]) -> [Path] {
        var sharing: Set<Int> = []
        while true {
            let order = sharing.sorted()
            let prefixes = Dictionary(
                uniqueKeysWithValues: order.enumerated().map { ($1, Path("\($0 + 1)")) })
            let resolved = names.map { prefixes[$0.argument]?.appending($0.name) ?? $0.name }
            var owner: [Path: Int] = [:]
            owner.reserveCapacity(names.count)
            let known = sharing.count
            for (input, name) in zip(names, resolved) {
                guard let other = owner.updateValue(input.argument, forKey: name) else { continue }
                if other != input.argument {
                    sharing.insert(other)
                    sharing.insert(input.argument)
                }
            }
            // A prefix may itself be a name of another argument (`1/a`), which then takes one, too;
            // the set only grows, and when it holds all arguments no two names are equal.
            if sharing.count == known { return apart(resolved) }
        }
    }
}
