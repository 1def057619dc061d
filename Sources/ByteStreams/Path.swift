/// A path as the kernel's bytes, which need not be UTF-8.
///
/// Paths are compared by bytes, never by locale. Printing is left to code that escapes hostile text:
/// there is no `description` that would put raw bytes on a terminal.
package struct Path: Hashable, Sendable, Comparable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(_ text: String) {
        self.bytes = Array(text.utf8)
    }

    package static func < (left: Path, right: Path) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// Whether `self` precedes `other` when compared component by component: the order in which a walk
    /// with sorted entries finds them (`a/z` before `a.json`, although `/` is greater than `.`).
    package func precedesByComponents(_ other: Path) -> Bool {
        // Replaced by NUL, the separator sorts before every byte a name can contain.
        bytes.lexicographicallyPrecedes(other.bytes) { left, right in
            (left == Self.separator ? 0 : left) < (right == Self.separator ? 0 : right)
        }
    }

    static let separator = UInt8(ascii: "/")

    package var isAbsolute: Bool { bytes.first == Self.separator }

    /// The names between the separators, without empty ones and `.`; `..` is kept.
    package var components: [[UInt8]] {
        bytes.split(separator: Self.separator).filter { $0 != [UInt8(ascii: ".")] }.map(Array.init)
    }

    /// The last name, without separators after it; empty for `/` and for the empty path.
    package var lastComponent: [UInt8] {
        bytes.split(separator: Self.separator).last.map(Array.init) ?? []
    }

    /// The directory that holds the last component: `.` for a bare name, `/` below the root.
    package var directory: Path {
        var end = bytes.endIndex
        while end > 0, bytes[end - 1] == Self.separator { end -= 1 }
        while end > 0, bytes[end - 1] != Self.separator { end -= 1 }
        if end == 0 { return Path(isAbsolute ? "/" : ".") }
        while end > 1, bytes[end - 1] == Self.separator { end -= 1 }
        return Path(bytes: Array(bytes[..<end]))
    }

    /// `self`, one separator, `component` (which may itself be a relative path).
    package func appending(_ component: [UInt8]) -> Path {
        var joined = bytes
        if let last = joined.last, last != Self.separator { joined.append(Self.separator) }
        joined.append(contentsOf: component)
        return Path(bytes: joined)
    }

    /// `self`, one separator, `component` in UTF-8.
    package func appending(_ component: String) -> Path {
        appending(Array(component.utf8))
    }

    /// `self`, one separator, `relative`; leading separators are ignored, so that an absolute path also
    /// ends up below `self`.
    package func appending(_ relative: Path) -> Path {
        appending(relative.bytes)
    }

    /// `self` with `suffix` appended directly, as in `a.json` and `.ndjson`.
    package func adding(suffix: String) -> Path {
        Path(bytes: bytes + Array(suffix.utf8))
    }

    package func hasSuffix(_ suffix: String) -> Bool {
        bytes.count >= suffix.utf8.count
            && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
