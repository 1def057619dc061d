internal import ByteStreams
internal import Sophos

/// The names of the files that hold one input's alerts.
struct AlertPlaces: Sendable {
    private let tree: OutputTree
    private let input: Path
    /// `.ndjson.gz`
    private let suffix: String

    init(_ tree: OutputTree, of input: Path, _ options: ConvertOptions) {
        self.tree = tree
        self.input = input
        suffix = ".\(options.format.fileExtension)\(options.compression.suffix)"
    }

    /// `alerts/date=2024-11-17/2024/clicks.json.gz.ndjson` for the input `2024/clicks.json.gz`, or
    /// the same below `unproven/`.
    func path(_ partition: Partition? = nil, isUnproven: Bool = false) -> Path {
        let root = isUnproven ? tree.unproven : tree.alerts
        let folder = partition.map { root.appending($0.folder) } ?? root
        return folder.appending(input).adding(suffix: suffix)
    }
}
