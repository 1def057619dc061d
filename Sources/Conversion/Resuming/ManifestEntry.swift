internal import ByteStreams

/// What the manifest says of one input: which state of it was converted, and to what.
struct ManifestEntry: Sendable {
    /// The alerts that the input kept of those with equal ids, in the sidecar file.
    struct Keys: Hashable, Sendable {
        /// How many stand before them.
        var start: UInt64
        var count: UInt64
        var crc32: UInt32
    }

    /// The line that it was read from, from 1; 0 for an entry that is still to be written.
    var line = 0
    /// The input's path below the output's folders.
    var path: Path
    /// Bytes; nil when the input must be read again in any case: a pipe, or one whose reading failed.
    var size: Int64?
    /// Modification time, nanoseconds since 1970.
    var modified: Int64?
    /// With `--checksum`: of the stored bytes, in hexadecimal.
    var sha256: String?
    var seen: UInt64
    var converted: UInt64
    var filtered: UInt64
    var duplicate: UInt64
    var rejected: UInt64
    var outputs: [Output]
    /// With `--deduplicate`, where the alerts stand in `alerts/`.
    var keys: Keys?
    /// The text of its summary, as `summary.json` has it.
    var summary: [UInt8]

    /// False for what could not be opened, such as a directory that could not be listed: when it is
    /// gone there is nothing of it to keep.
    var hasResults: Bool { size != nil || seen > 0 || !outputs.isEmpty }

    struct Output: Hashable, Sendable {
        /// Below the output directory.
        var path: Path
        var size: UInt64
        var crc32: UInt32?
        var sha256: String?
    }
}
