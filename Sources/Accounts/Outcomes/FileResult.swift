package import ByteStreams

/// What became of one input.
package struct FileResult: Sendable {
    /// The input's path below the output's folders, as the summary shows it.
    package var relative: Path
    /// Where it was opened, as the user or the walk named it; `stdin` for standard input.
    package var path: Path
    package var tally: Tally
    package var damage: StreamDamage?
    /// `--strict` kept this file's alerts back.
    package var isWithheld: Bool
    /// Its alerts stand in `alerts/`, or went to standard output: not kept back, and not unproven.
    package var standsAmongAlerts = false
    /// The files that hold its alerts and its rejects.
    package var outputs: [PublishedFile] = []
    /// The state in which it was opened; nil for pipes, devices and what could not be opened.
    package var identity: FileIdentity?
    /// The first rejected piece of each reason, for the closing lines.
    package var firstRejects: [RejectReason: RejectNote]
    /// The first rejected pieces of each reason, for reports that list them: see
    /// `ConvertOptions.notesKept`.
    package var notes: [RejectNote] = []

    package init(relative: Path, path: Path? = nil) {
        self.relative = relative
        self.path = path ?? relative
        tally = Tally()
        isWithheld = false
        firstRejects = [:]
    }

    /// Takes damage in. One stands for the file: the first, but for damage that says more. A failure
    /// that a page told of says less than any other, and what leaves alerts unproven must not hide
    /// behind what does not.
    package mutating func note(_ damage: StreamDamage) {
        switch self.damage?.reason {
        case nil, .inputAPIError: self.damage = damage
        case .gzipHeader, .gzipTrailingGarbage:
            if damage.reason.leavesAlertsUnproven { self.damage = damage }
        default: break
        }
    }
}

/// A file that stands under its final name.
package struct PublishedFile: Hashable, Sendable {
    package var path: Path
    package var content: ContentFingerprint

    package init(path: Path, content: ContentFingerprint) {
        self.path = path
        self.content = content
    }
}
