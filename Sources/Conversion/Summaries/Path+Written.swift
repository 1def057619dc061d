internal import ByteStreams

extension Path {
    /// The path as JSON can hold it, with U+FFFD for what is not UTF-8. Summaries are ordered by it,
    /// so that one that was read back has the order of the one that was written.
    var asWritten: Path { Path(String(decoding: bytes, as: UTF8.self)) }
}
