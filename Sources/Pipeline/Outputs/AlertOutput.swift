package import Accounts
package import ByteStreams
internal import JSONRecords
internal import Sophos

/// Where the alerts of one input go: one file or stream, or a file a partition.
package struct AlertOutput: ~Copyable {
    /// Whether alerts are streamed before it is known whether their input is intact.
    let isStreaming: Bool
    private let places: AlertPlaces?
    private var file: OutputFile
    private var partitions: PartitionedAlerts?
    /// Of alerts in memory that are for partitions: where each ends, and what decides about its partition.
    private var marks: [(end: Int, day: Int32, category: Category)] = []
    private var keepsMarks = false

    /// Files of the output directory.
    package init(_ places: AlertPlaces, _ options: ConvertOptions) {
        isStreaming = false
        self.places = places
        file = OutputFile(.file(places.path()), options.compression)
        if !options.partitionKeys.isEmpty { partitions = PartitionedAlerts(places, options) }
    }

    package init(standardOutput options: ConvertOptions) {
        isStreaming = true
        places = nil
        file = OutputFile(.standardOutput, options.compression)
    }

    /// Alerts are made and dropped.
    package init() {
        isStreaming = false
        places = nil
        file = OutputFile(.nowhere)
    }

    /// Alerts stay in memory, for the output that takes them; see ``absorb(_:)``.
    init(in memory: consuming ByteBuffer, _ options: ConvertOptions) {
        isStreaming = false
        places = nil
        file = OutputFile(.memory)
        file.pending = memory
        keepsMarks = !options.partitionKeys.isEmpty
    }

    /// Gives the memory back that alerts were kept in.
    mutating func giveBack(to spares: SpareBuffers) {
        var memory = ByteBuffer(capacity: 0)
        swap(&memory, &file.pending)
        spares.giveBack(memory)
    }

    /// Bytes that are in memory.
    var bytesInMemory: Int { file.pending.count }

    /// Takes alerts that were kept in memory, which follow ours.
    mutating func absorb(_ other: borrowing AlertOutput) throws(WriteError) {
        let partitioned = other.marks
        try other.file.pending.withBytes { (alerts) throws(WriteError) in
            var start = 0
            guard partitions != nil else {
                // No more at once than a buffer keeps room for.
                while start < alerts.byteCount {
                    let end = min(start + OutputFile.blockBytes, alerts.byteCount)
                    file.pending.append(alerts.extracting(start..<end))
                    try file.flushIfFull()
                    start = end
                }
                return
            }
            for mark in partitioned {
                try partitions?.take(
                    alerts.extracting(start..<mark.end), day: mark.day, category: mark.category)
                start = mark.end
            }
        }
    }

    /// Where the next alert is appended to. Call `endAlert` after each.
    var pending: ByteBuffer {
        _read { yield file.pending }
        _modify { yield &file.pending }
    }

    /// - Parameter decision: that on the record whose alert was just appended.
    mutating func endAlert(_ decision: Decision) throws(WriteError) {
        if partitions == nil, !keepsMarks { return try file.flushIfFull() }
        guard let day = decision.day, let category = decision.category else { return }
        if partitions == nil {
            marks.append((file.pending.count, day, category))
            return try file.flushIfFull()
        }
        try file.pending.withBytes { (alert) throws(WriteError) in
            try partitions?.take(alert, day: day, category: category)
        }
        file.pending.removeAll()
    }

    /// Flushes buffered alerts if a reader may be waiting for them at the other end of a pipe.
    mutating func flushIfStreaming() throws(WriteError) { try file.flushIfStreaming() }

    /// Publishes the alerts. Streamed ones stay as they are.
    ///
    /// - Parameter isUnproven: whether damage to the input leaves them unproven.
    consuming func publish(isUnproven: Bool) throws(WriteError) -> [PublishedFile] {
        if let partitions = partitions.take() {
            return try partitions.publish(isUnproven: isUnproven)
        }
        let other = isUnproven ? places?.path(isUnproven: true) : nil
        return try file.publish(as: other).map { [$0] } ?? []
    }

    /// Drops the alerts. Not for streams: streamed alerts cannot be undone, and a gzip stream would lack
    /// its end.
    consuming func discard() {
        assert(!isStreaming, "what went out cannot be dropped")
    }
}

/// The names of the files that hold one input's alerts.
package struct AlertPlaces: Sendable {
    private let tree: OutputTree
    private let input: Path
    /// `.ndjson.gz`
    private let suffix: String

    package init(_ tree: OutputTree, of input: Path, _ options: ConvertOptions) {
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

/// Memory for alerts that wait for their file's converter. The system takes as long to give new memory as
/// some records take to be converted.
final class SpareBuffers: Sendable {
    private final class Box {
        var buffer: ByteBuffer
        init(_ buffer: consuming ByteBuffer) { self.buffer = buffer }
    }

    /// Sendable although a box is not: whoever takes one out is its only owner.
    private struct Spare: @unchecked Sendable {
        var box: Box
    }

    private let spares = Guarded<[Spare]>([])

    func take() -> ByteBuffer {
        var memory = ByteBuffer(capacity: 0)
        guard let spare = spares.withLock({ $0.popLast() }) else { return memory }
        swap(&memory, &spare.box.buffer)
        memory.truncate(to: 0)
        return memory
    }

    func giveBack(_ buffer: consuming ByteBuffer) {
        let spare = Spare(box: Box(buffer))
        spares.withLock { $0.append(spare) }
    }
}
