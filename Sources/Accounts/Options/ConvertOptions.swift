internal import Mimecast
package import Sophos

/// The options that decide a record's outcome and how alerts are written (SPEC 2.1).
package struct ConvertOptions: Sendable {
    /// What to do with an alert whose name no mapping row matches.
    package enum Unmapped: String, Sendable, CaseIterable {
        /// Keep it, with a null threat.
        case keep
        /// Give it the threat of its category.
        case category
        /// Reject it.
        case reject
    }

    /// What to do with records that a collector wrapped in another object or line (SPEC 3.0).
    package enum UnwrapMode: String, Sendable, CaseIterable {
        /// Read them.
        case auto
        /// Reject them, like any other object that is not a Mimecast record.
        case never
    }

    package var format = Format.json
    package var compression = Compression.none
    /// How to partition alert files. Only in an output directory.
    package var partitionKeys: Set<PartitionKey> = []
    package var categories: Set<Category> = [.attachment, .impersonation, .url]
    package var unmapped = Unmapped.keep
    package var includesRaw = false
    package var customerID: String?
    package var isStrict = false
    /// Publish alerts of damaged inputs among the proven ones.
    package var keepsDamaged = false
    /// Keep only the first alert per id, in input order.
    package var deduplicates = false
    /// The part of the inputs to convert; matters when resuming.
    package var shard: Shard?
    /// The inputs are quarantine files, whose rejects are converted.
    package var replays = false
    /// Detect changed files by SHA-256 instead of size and time.
    package var checksums = false
    /// Counts the recipients and sender domains of alerts, for the page.
    package var countsPeople = false
    /// The window on event time, in milliseconds since 1970: half-open, so that adjacent windows do not
    /// overlap.
    package var window = Int64.min..<Int64.max
    package var unwrap = UnwrapMode.auto
    /// Names under which a text may contain a record, in addition to those that collectors are known to
    /// use.
    package var unwrapFields: [String] = []
    /// Assume UTC for a time without an offset, instead of rejecting it.
    package var assumesUTC = false
    /// The maximum size of a record in bytes.
    package var recordLimit = 16 << 20
    /// For how many rejects of each reason an input's result keeps a note, for reports; the others are
    /// only counted.
    package var notesKept: UInt64 = 0
    /// The maximum number of bytes per read. Tests make it small, to show that nothing depends on where
    /// a read ends.
    package var readLimit = Int.max
    /// Bytes of a file that another core may convert ahead of its reader, from 1. Tests make it small,
    /// to show that nothing depends on where a file is divided.
    package var rangeBytes: UInt64 = 512 << 10

    package init() {}

    /// One end of a window, in milliseconds since 1970: a date-time, with or without seconds, or
    /// midnight UTC of a bare date.
    /// - Returns: nil for anything else.
    package static func instant(rfc3339 text: String) -> Int64? {
        if let instant = EventTime.parse(rfc3339: text) { return instant }
        // 2024-11-17T09:00, followed by the offset.
        let bytes = Array(text.utf8)
        guard bytes.count > 16, bytes[13] == UInt8(ascii: ":"), bytes[16] != UInt8(ascii: ":")
        else { return nil }
        let whole = bytes[..<16] + Array(":00".utf8) + bytes[16...]
        return EventTime.parse(rfc3339: String(decoding: whole, as: UTF8.self))
    }
}

/// The keys by which alerts can be partitioned into folders, from the outermost folder inwards.
package enum PartitionKey: String, Hashable, Sendable, CaseIterable {
    /// The UTC date of the event: `date=2024-11-17`.
    case date
    /// `category=url`.
    case category
}

/// How alert files are stored.
package enum Compression: String, Hashable, Sendable, CaseIterable {
    case none
    /// One gzip member per file, without a name or a time, so that equal alerts give equal bytes.
    case gzip

    /// The suffix added to a file's name.
    package var suffix: String {
        switch self {
        case .none: ""
        case .gzip: ".gz"
        }
    }
}

/// One of several equal parts of the inputs, for jobs that share the work of one run.
///
/// Inputs are dealt out in turn, so that the large files of a busy month do not end up in the same part.
package struct Shard: Hashable, Sendable {
    /// From 1 to `count`.
    package let number: Int
    package let count: Int

    /// - Returns: nil unless `1 <= number <= count`.
    package init?(number: Int, of count: Int) {
        guard number >= 1, number <= count else { return nil }
        self.number = number
        self.count = count
    }

    /// Parses `K/N`, both in decimal digits.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }),
            let number = Int(parts[0]), let count = Int(parts[1])
        else { return nil }
        self.init(number: number, of: count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

    package var text: String { "\(number)/\(count)" }

    /// Whether the input at `place` in the sorted list, from 0, belongs to this part.
    package func holds(_ place: Int) -> Bool { place % count == number - 1 }
}
