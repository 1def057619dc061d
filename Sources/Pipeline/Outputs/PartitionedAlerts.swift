internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Sophos

/// The alerts of one input, divided into the files of their partitions.
///
/// An archive of many years has thousands of partitions, so none keeps a file open, and all share one
/// limit for buffered bytes. Nothing is compressed before it is published, so that the bytes of a gzip
/// file depend on its alerts alone, and only one encoder is in memory at a time.
struct PartitionedAlerts: ~Copyable {
    private final class Part {
        /// What was gathered and not yet written.
        var pending = ByteBuffer(capacity: 64)
        /// What was written before, uncompressed, under a temporary name.
        var spool: AtomicFile?
    }

    /// Bytes gathered in memory for all partitions together.
    static let memoryLimit = 4 << 20

    private let places: AlertPlaces
    private let keys: Set<PartitionKey>
    private let compression: Compression
    private let memoryLimit: Int
    private var parts: [Partition: Part] = [:]
    /// Bytes gathered and not yet written, of all partitions together; below the limit after each alert.
    private(set) var gathered = 0
    /// The partitions of these bytes. Not all partitions, because then each spill would cost time
    /// proportional to their number, possibly for every alert.
    private var waiting: [Partition] = []
    // The part of the last alert: those of one day tend to come together.
    private var lastPart = Part()
    private var lastPartition: Partition?

    init(_ places: AlertPlaces, _ options: ConvertOptions, memoryLimit: Int = memoryLimit) {
        self.places = places
        keys = options.partitionKeys
        compression = options.compression
        self.memoryLimit = memoryLimit
    }

    /// Takes one alert, or several of one partition.
    ///
    /// - Parameter day: days since 1970-01-01, UTC.
    mutating func take(
        _ alert: RawSpan, day: Int32, category: Category
    ) throws(WriteError) {
        let partition = Partition(keys, day: day, category: category)
        if partition != lastPartition { turn(to: partition) }
        if lastPart.pending.isEmpty { waiting.append(partition) }
        lastPart.pending.append(alert)
        gathered += alert.byteCount
        if gathered >= memoryLimit { try spill() }
    }

    private mutating func turn(to partition: Partition) {
        lastPartition = partition
        if let part = parts[partition] {
            lastPart = part
        } else {
            lastPart = Part()
            parts[partition] = lastPart
        }
    }

    /// Writes everything that was gathered.
    private mutating func spill() throws(WriteError) {
        for partition in waiting {
            guard let part = parts[partition] else { continue }
            var spool = if let spool = part.spool.take() { spool } else { try begin(partition) }
            try part.pending.withBytes { (bytes) throws(WriteError) in try spool.write(bytes) }
            try spool.suspend()
            part.spool = consume spool
            part.pending = ByteBuffer(capacity: 64)
        }
        waiting.removeAll(keepingCapacity: true)
        gathered = 0
    }

    private func begin(
        _ partition: Partition, isUnproven: Bool = false
    ) throws(WriteError) -> AtomicFile {
        let path = places.path(partition, isUnproven: isUnproven)
        try Directories.create(path.directory)
        return try AtomicFile(path)
    }

    /// Gives each partition its file, as ``OutputFile/publish(as:)`` does.
    consuming func publish(isUnproven: Bool) throws(WriteError) -> [PublishedFile] {
        var files: [PublishedFile] = []
        for (partition, part) in parts.sorted(by: { $0.key < $1.key }) {
            let path = places.path(partition, isUnproven: isUnproven)
            let content =
                switch compression {
                case .none: try publish(part, partition, as: path, isUnproven)
                case .gzip: try publishCompressed(part, partition, isUnproven)
                }
            files.append(PublishedFile(path: path, content: content))
            // Not needed for longer than this.
            part.pending = ByteBuffer(capacity: 64)
        }
        return files
    }

    private func publish(
        _ part: Part, _ partition: Partition, as path: Path, _ isUnproven: Bool
    ) throws(WriteError) -> ContentFingerprint {
        var file: AtomicFile
        if let spool = part.spool.take() {
            file = spool
            try Directories.create(path.directory)
        } else {
            file = try begin(partition, isUnproven: isUnproven)
        }
        try part.pending.withBytes { (bytes) throws(WriteError) in try file.write(bytes) }
        return try file.publish(as: path, syncDirectory: false)
    }

    private func publishCompressed(
        _ part: Part, _ partition: Partition, _ isUnproven: Bool
    ) throws(WriteError) -> ContentFingerprint {
        var file = try begin(partition, isUnproven: isUnproven)
        var writer = try GzipWriter(to: .file(file.path))
        if let spool = part.spool.take() {
            try spool.readBack { (bytes) throws(WriteError) in try writer.write(bytes, to: &file) }
        }
        try part.pending.withBytes { (bytes) throws(WriteError) in
            try writer.write(bytes, to: &file)
        }
        try writer.finish(to: &file)
        return try file.publish(syncDirectory: false)
    }
}

/// The folder of an alert below `alerts/`: names of the form `key=value`, as Hive, Spark and DuckDB
/// read them as columns.
struct Partition: Hashable, Sendable {
    /// Days since 1970-01-01, UTC; nil where alerts are not divided by date.
    private let day: Int32?
    /// Nil where alerts are not divided by category.
    private let category: Category?

    init(_ keys: Set<PartitionKey>, day: Int32, category: Category) {
        self.day = keys.contains(.date) ? day : nil
        self.category = keys.contains(.category) ? category : nil
    }

    /// `date=2024-11-17/category=url`
    var folder: [UInt8] {
        var name = ByteBuffer(capacity: 64)
        if let day {
            name.append("date=")
            Timestamp.appendDate(dayNumber: Int(day), to: &name)
        }
        if let category {
            if !name.isEmpty { name.append("/") }
            name.append("category=")
            name.append(category.word)
        }
        return name.bytes
    }
}

extension Partition: Comparable {
    static func < (left: Partition, right: Partition) -> Bool {
        (left.day ?? 0, left.category?.index ?? 0) < (right.day ?? 0, right.category?.index ?? 0)
    }
}
