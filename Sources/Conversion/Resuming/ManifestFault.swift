package import ByteStreams

/// Why a manifest, or the journal of a run that did not end, cannot be relied on.
package enum ManifestFault: Error, Hashable, Sendable {
    /// There are results, and nothing says what they come from.
    case missing
    case unreadable(StreamDamage)
    /// Another version of the program wrote it, in another form.
    case otherVersion
    /// The line, from 1, that is not as it was written.
    case damaged(line: Int)
}
