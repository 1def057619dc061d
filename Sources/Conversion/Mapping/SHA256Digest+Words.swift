internal import ByteStreams

extension SHA256Digest {
    /// The first eight bytes as a number, most significant first.
    @inline(__always) var first: UInt64 { UInt64(words[0]) << 32 | UInt64(words[1]) }
    /// The next eight bytes.
    @inline(__always) var second: UInt64 { UInt64(words[2]) << 32 | UInt64(words[3]) }
}
