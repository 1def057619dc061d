package import ByteStreams

/// A file that stands under its final name.
package struct PublishedFile: Hashable, Sendable {
    package var path: Path
    package var content: ContentFingerprint
}
