package import ByteStreams

/// The result for one input.
package struct FileResult: Sendable {
    /// The input's path below the output folders, as shown in the summary.
    package var relative: Path
    /// The path under which it was opened, as given by the user or found by the walk; `stdin` for
    /// standard input.
    package var path: Path
    package var tally: Tally
    package var damage: StreamDamage?
    /// Whether `--strict` withheld this file's alerts.
    package var isWithheld: Bool
    /// Whether its alerts are in `alerts/` or went to standard output, that is, neither withheld nor
    /// unproven.
    package var standsAmongAlerts = false
    /// The files with its alerts and rejects.
    package var outputs: [PublishedFile] = []
    /// Its state when it was opened; nil for pipes, devices and inputs that could not be opened.
    package var identity: FileIdentity?
    /// The first reject for each reason, for the closing lines.
    package var firstRejects: [RejectReason: RejectNote]
    /// The first rejects for each reason, for reports that list them: see `ConvertOptions.notesKept`.
    package var notes: [RejectNote] = []

    package init(relative: Path, path: Path? = nil) {
        self.relative = relative
        self.path = path ?? relative
        tally = Tally()
        isWithheld = false
        firstRejects = [:]
    }

    /// Records damage. A file reports only one: the first, unless a later one matters more. An API error
    /// on a page matters less than any other damage, and damage that leaves alerts unproven must not be
    /// hidden by damage that does not.
    package mutating func note(_ damage: StreamDamage) {
        switch self.damage?.reason {
        case nil, .inputAPIError: self.damage = damage
        case .gzipHeader, .gzipTrailingGarbage:
            if damage.reason.leavesAlertsUnproven { self.damage = damage }
        default: break
        }
    }
}

/// A file published under its final name.
package struct PublishedFile: Hashable, Sendable {
    package var path: Path
    package var content: ContentFingerprint

    package init(path: Path, content: ContentFingerprint) {
        self.path = path
        self.content = content
    }
}
