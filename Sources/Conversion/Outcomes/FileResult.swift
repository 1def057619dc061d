package import ByteStreams

/// What became of one input.
package struct FileResult: Sendable {
    /// The input's path below the output's folders, as the summary shows it.
    package var relative: Path
    package var tally: Tally
    package var damage: StreamDamage?
    /// `--strict` kept this file's alerts back.
    package var isWithheld: Bool
    /// The first rejected piece of each reason, for the closing lines.
    package var firstRejects: [RejectReason: RejectNote]

    package init(relative: Path) {
        self.relative = relative
        tally = Tally()
        isWithheld = false
        firstRejects = [:]
    }
}
