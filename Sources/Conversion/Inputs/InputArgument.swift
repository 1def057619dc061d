package import ByteStreams

/// One INPUT of a command line or of a list of inputs.
package enum InputArgument: Hashable, Sendable {
    case standardInput
    /// A file or a directory.
    case path(Path)

    /// `-` is standard input.
    package init(_ path: Path) {
        self = path == Path("-") ? .standardInput : .path(path)
    }

    /// An argument of this process, whose bytes need not be UTF-8.
    package init(argument: String) {
        self.init(Path(argument: argument))
    }

    /// Reads a list of inputs: the names that stand between separators. Empty ones are nothing;
    /// the last one needs no separator.
    ///
    /// - Parameter separator: LF, or NUL for names that may hold line ends.
    /// - Throws: what reading throws.
    package static func list(
        from source: inout some ByteSource & ~Copyable, separator: UInt8
    ) throws(StreamDamage) -> [InputArgument] {
        let text = try source.readToEnd()
        return text.split(separator: separator).map { InputArgument(Path(bytes: Array($0))) }
    }
}
