package import ByteStreams

/// Files in walked directories that a run does not read, by extension. Reported at its end, so that
/// nobody assumes an export was read when it was not.
package struct SkippedFiles: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package var count: UInt64 = 0
        /// The first one found, as a path that can be opened.
        package var first: Path
    }

    /// Pipes, sockets and devices.
    package static let special = "(special file)"
    /// Output directories of ours.
    package static let earlierRun = "(earlier run)"
    /// Names without an extension.
    package static let noEnding = "(none)"
    /// The name under which all other extensions are counted.
    package static let other = "(other)"

    /// The maximum number of distinct extensions, because a directory may have as many as it has files.
    private static let limit = 64
    /// The maximum number of bytes in an extension, without its dot.
    private static let longest = 16

    package private(set) var groups: [String: Group] = [:]
    /// The first of all, by its path relative to the walked directory.
    package private(set) var first: Path?

    package init() {}

    package var total: UInt64 { groups.values.reduce(0) { $0 + $1.count } }

    /// The number of files by extension.
    package var counts: [String: UInt64] { groups.mapValues(\.count) }

    /// The most frequent first.
    package var sorted: [(ending: String, group: Group)] {
        groups.map { (ending: $0.key, group: $0.value) }.sorted {
            ($1.group.count, $0.ending) < ($0.group.count, $1.ending)
        }
    }

    /// Counts a file by its extension.
    ///
    /// - Parameters:
    ///   - path: a path that can be opened.
    ///   - name: relative to the walked directory.
    package mutating func add(_ path: Path, named name: Path) {
        add(Self.ending(of: name.lastComponent), path, named: name)
    }

    /// - Parameter ending: one of the names above, for entries without one.
    package mutating func add(_ ending: String, _ path: Path, named name: Path) {
        if first == nil { first = name }
        let isKnown = groups[ending] != nil || groups.count < Self.limit
        groups[isKnown ? ending : Self.other, default: Group(first: path)].count += 1
    }

    /// `.txt`; for compressed files including the inner one: `.tar.gz`. In lower case.
    static func ending(of name: [UInt8]) -> String {
        guard let (rest, last) = split(name) else { return noEnding }
        guard [".gz", ".bz2", ".xz", ".zst"].contains(last), let (_, before) = split(rest),
            !before.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return last }
        return before + last
    }

    /// The part before the last extension, and the extension; nil for a name without one.
    private static func split(_ name: [UInt8]) -> (rest: [UInt8], ending: String)? {
        guard let point = name.lastIndex(of: UInt8(ascii: ".")), point > 0 else { return nil }
        let ending = name[(point + 1)...]
        guard !ending.isEmpty, ending.count <= longest, ending.allSatisfy(isWordByte) else {
            return nil
        }
        return (Array(name[..<point]), "." + String(decoding: ending, as: UTF8.self).lowercased())
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
