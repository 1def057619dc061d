import ByteStreams

/// Names of inputs below the output's folders.
enum InputNames {
    /// `name` without what could lead out of a directory: separators at the start, `.` and `..`.
    ///
    /// - Parameter fallback: for a name of which nothing is left.
    static func contained(_ name: Path, or fallback: String) -> Path {
        let components = name.components.filter { $0 != Array("..".utf8) }
        if components.isEmpty { return Path(fallback) }
        return Path(bytes: Array(components.joined(separator: [UInt8(ascii: "/")])))
    }

    /// What stands of `path` behind `root`; empty for the root itself. Both are compared as they are
    /// written, whatever links there are.
    ///
    /// - Throws: `outsideRoot`, also where `..` leaves that open.
    static func name(of path: Path, below root: Path) throws(InputError) -> Path {
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
    static func distinct(_ names: [(argument: Int, name: Path)]) -> [Path] {
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
            if sharing.count == known { return resolved }
        }
    }
}
