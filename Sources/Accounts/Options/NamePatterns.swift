package import ByteStreams
internal import JSONRecords

/// Decides by name which files of a walked directory are inputs.
package struct NamePatterns: Hashable, Sendable {
    /// The default extensions of inputs, matched in any case.
    private static let endings = [".json", ".ndjson", ".jsonl", ".log"].flatMap { ending in
        Container.allCases.map { Array((ending + ($0.nameEnding ?? "")).utf8) }
    }

    /// The patterns requested instead; empty for none.
    package let globs: [Glob]

    package init(_ globs: [Glob] = []) { self.globs = globs }

    /// - Parameter name: relative to the walked directory.
    package func takes(_ name: Path) -> Bool {
        if !globs.isEmpty { return globs.contains { $0.matches(name) } }
        return Self.endings.contains { ending in
            name.bytes.count >= ending.count
                && name.bytes.suffix(ending.count).lazy.map(JSONText.lowercased)
                    .elementsEqual(ending)
        }
    }
}

/// A shell pattern for file names: `*` and `?` match anything but `/`, `**` also `/`, `**/` any number
/// of directories, `[a-z]` and `[!a-z]` one character of a set, and `\` makes the next character
/// literal.
///
/// ASCII letters match in either case, because an export from Windows may be called `A.TXT`.
package struct Glob: Hashable, Sendable {
    private enum Token: Hashable {
        case byte(UInt8)
        /// One character other than `/`.
        case any
        case oneOf([ClosedRange<UInt8>], isNegated: Bool)
        case star(Star)
    }

    /// A wildcard for any number of bytes.
    private enum Star: Hashable {
        /// None of the bytes is `/`.
        case inName
        case inPath
        /// The bytes end with `/`, if there are any.
        case directories
    }

    /// The pattern as given.
    package let text: String
    private let tokens: [Token]
    /// Whether the pattern contains a `/`, and so applies to more than the last component of a path.
    private let isAboutPath: Bool

    /// - Returns: nil for an empty pattern and for one with an unclosed `[`.
    package init?(_ text: String) {
        let pattern = Array(text.utf8)
        guard !pattern.isEmpty else { return nil }
        var tokens: [Token] = []
        var position = 0
        while position < pattern.count {
            let byte = pattern[position]
            position += 1
            switch byte {
            case UInt8(ascii: "?"): tokens.append(.any)
            case UInt8(ascii: "*"):
                var stars = 1
                while position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                    stars += 1
                    position += 1
                }
                let beginsComponent = tokens.isEmpty || tokens.last == .byte(UInt8(ascii: "/"))
                if stars > 1, beginsComponent, position < pattern.count,
                    pattern[position] == UInt8(ascii: "/")
                {
                    position += 1
                    tokens.append(.star(.directories))
                } else {
                    tokens.append(.star(stars > 1 ? .inPath : .inName))
                }
            case UInt8(ascii: "["):
                guard let set = Self.set(in: pattern, from: &position) else { return nil }
                tokens.append(set)
            case UInt8(ascii: "\\") where position < pattern.count:
                tokens.append(.byte(Self.folded(pattern[position])))
                position += 1
            default: tokens.append(.byte(Self.folded(byte)))
            }
        }
        self.text = text
        self.tokens = tokens
        isAboutPath = pattern.contains(UInt8(ascii: "/"))
    }

    /// Parses a bracket expression. A `]` right after the opening bracket is one of the characters.
    private static func set(in pattern: [UInt8], from position: inout Int) -> Token? {
        var ranges: [ClosedRange<UInt8>] = []
        var isNegated = false
        if position < pattern.count, "!^".utf8.contains(pattern[position]) {
            isNegated = true
            position += 1
        }
        let start = position
        while position < pattern.count {
            let first = pattern[position]
            if first == UInt8(ascii: "]"), position > start {
                position += 1
                return .oneOf(ranges, isNegated: isNegated)
            }
            position += 1
            if position + 1 < pattern.count, pattern[position] == UInt8(ascii: "-"),
                pattern[position + 1] != UInt8(ascii: "]")
            {
                let last = pattern[position + 1]
                if first <= last { ranges.append(first...last) }
                position += 2
            } else {
                ranges.append(first...first)
            }
        }
        return nil
    }

    /// Whether the pattern matches all of `path`'s last component, or all of `path` if the pattern
    /// contains a `/`.
    ///
    /// Of several `*` only the last one encountered can still grow, and likewise for `**`, so matching
    /// takes at most cubic time in the number of bytes of the two.
    package func matches(_ path: Path) -> Bool {
        let name = isAboutPath ? path.bytes : path.lastComponent
        var (token, position) = (0, 0)
        // The position of the last star of each kind, and how far it extends.
        var narrow: (token: Int, end: Int)?
        var wide: (token: Int, end: Int)?
        while position < name.count || token < tokens.count {
            if token < tokens.count {
                if case .star(let star) = tokens[token] {
                    if star == .inName {
                        narrow = (token, position)
                    } else {
                        (wide, narrow) = ((token, position), nil)
                    }
                    token += 1
                    continue
                }
                if position < name.count, let length = length(of: tokens[token], in: name, position)
                {
                    token += 1
                    position += length
                    continue
                }
            }
            if let star = narrow, star.end < name.count, name[star.end] != Self.separator {
                narrow = (star.token, star.end + 1)
                (token, position) = (star.token + 1, star.end + 1)
            } else if let star = wide, let end = end(of: tokens[star.token], behind: star.end, name)
            {
                (wide, narrow) = ((star.token, end), nil)
                (token, position) = (star.token + 1, end)
            } else {
                return false
            }
        }
        return true
    }

    private static let separator = UInt8(ascii: "/")

    /// The next position where a star that crosses directories can end.
    private func end(of star: Token, behind end: Int, _ name: [UInt8]) -> Int? {
        guard end < name.count else { return nil }
        guard star == .star(.directories) else { return end + 1 }
        return name[end...].firstIndex(of: Self.separator).map { $0 + 1 }
    }

    /// The number of bytes that the token matches; nil if it does not match there.
    private func length(of token: Token, in name: [UInt8], _ position: Int) -> Int? {
        let byte = name[position]
        switch token {
        case .byte(let expected): return Self.folded(byte) == expected ? 1 : nil
        case .any:
            if byte == Self.separator { return nil }
            // A multi-byte character (RFC 3629) counts as one.
            var length = 1
            while position + length < name.count, name[position + length] & 0xC0 == 0x80,
                byte >= 0xC0
            {
                length += 1
            }
            return length
        case .oneOf(let ranges, let isNegated):
            if byte == Self.separator { return nil }
            let other = Self.swapped(byte)
            let isIn = ranges.contains { $0.contains(byte) || $0.contains(other) }
            return isIn != isNegated ? 1 : nil
        case .star: return nil
        }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// The letter in the other case; anything else unchanged.
    private static func swapped(_ byte: UInt8) -> UInt8 {
        (0x61...0x7A).contains(byte | 0x20) ? byte ^ 0x20 : byte
    }
}
