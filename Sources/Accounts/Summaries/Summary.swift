package import ByteStreams
package import JSONRecords

/// The summary of one or more runs, from which `summary.json`, the closing table and every report are
/// made.
///
/// Summaries can be merged: in any order and grouping, those of the parts give that of the whole. So
/// lists here are unordered; ``SummaryOrder`` sorts them for reports.
package struct Summary: Sendable {
    package var total = Tally()
    /// One line per input.
    package var files: [FileLine] = []
    /// The first reject for each reason, in input order.
    package var firstRejects: [RejectReason: FirstReject] = [:]
    /// Files in walked directories that are not inputs, by extension: see ``SkippedFiles``.
    package var skipped: [String: UInt64] = [:]
    /// The first of those, by its path relative to the walked directory.
    package var firstSkipped: Path?
    /// Additional names of inputs and walked directories: links, and repeated arguments. Each input is
    /// read once.
    package var repeated: UInt64 = 0
    /// Whether the run replayed rejects of another one.
    package var isReplay = false
    /// What this run did of all this; nil for a summary that was read back.
    package var thisRun: ThisRun?
    /// The runs' options; nil if there was no run.
    package var options: SummaryOptions?
    /// A signal ended a run before all inputs were read.
    package var isInterrupted = false

    package init() {}

    /// The summary of one input.
    package init(_ file: FileResult) { add(file) }

    /// Something was rejected, damaged or withheld: exit code 1.
    package var hasFindings: Bool {
        total.rejected.total > 0 || files.contains { $0.damage != nil || $0.isWithheld }
    }

    /// Marks all inputs as gone, with the results of an earlier run kept.
    package mutating func markGone() {
        for index in files.indices { files[index].isGone = true }
    }

    /// Inputs that are gone, but whose results from an earlier run are kept.
    package var gone: UInt64 { UInt64(files.count(where: \.isGone)) }

    /// Adds the files a run skipped.
    package mutating func add(_ skipped: SkippedFiles) {
        self.skipped.add(skipped.counts)
        if firstSkipped == nil { firstSkipped = skipped.first }
    }

    package var skippedTotal: UInt64 { skipped.values.reduce(0, +) }

    /// Adds the result for one input.
    package mutating func add(_ file: FileResult) {
        total.add(file.tally)
        files.append(FileLine(file))
        for (reason, note) in file.firstRejects { add(FirstReject(note), reason) }
    }

    /// Adds another summary: all that is written, and what only the pages of this run show.
    package mutating func add(_ other: Summary) {
        total.add(other.total)
        for key in SummaryJSON.own { key.add(&self, other) }
        isReplay = isReplay || other.isReplay
    }

    mutating func add(_ first: FirstReject, _ reason: RejectReason) {
        if let known = firstRejects[reason], !first.precedes(known) { return }
        firstRejects[reason] = first
    }
}

/// A summary's entry for one input.
package struct FileLine: Hashable, Sendable {
    package struct Damage: Hashable, Sendable {
        package var reason: DamageReason
        /// Offset in the file as stored, from 0.
        package var offset: UInt64
        /// What was found, as text that is safe to print unless it was read from a summary.
        package var detail: String
        /// The alerts that are unproven because of it.
        package var unproven: UInt64

        package init(reason: DamageReason, offset: UInt64, detail: String, unproven: UInt64) {
            self.reason = reason
            self.offset = offset
            self.detail = detail
            self.unproven = unproven
        }
    }

    /// The input's path below the output folders.
    package var file: Path
    package var seen: UInt64 = 0
    package var converted: UInt64 = 0
    package var filtered: UInt64 = 0
    package var duplicate: UInt64 = 0
    package var rejected: UInt64 = 0
    package var damage: Damage?
    /// `--strict` withheld the file's alerts.
    package var isWithheld = false
    /// The input is gone; these are the results of an earlier run.
    package var isGone = false
    /// For a replay: the rejects of the input that it read.
    package var replayed: UInt64 = 0

    package init(file: Path) { self.file = file }

    package init(_ result: FileResult) {
        file = result.relative
        seen = result.tally.seen
        converted = result.tally.converted
        filtered = result.tally.filtered.total
        duplicate = result.tally.duplicate
        rejected = result.tally.rejected.total
        isWithheld = result.isWithheld
        replayed = result.tally.replayed.total
        damage = result.damage.map { damage in
            Damage(
                reason: damage.reason, offset: damage.offset, detail: Sentences.detail(damage),
                unproven: result.tally.unproven)
        }
    }

    /// Whether this line precedes another for a file with the same name. They come from different runs,
    /// and the order in which they were added must not matter.
    func precedes(sameName other: FileLine) -> Bool {
        let (mine, theirs) = (numbers, other.numbers)
        if mine != theirs { return mine.lexicographicallyPrecedes(theirs) }
        let (reason, otherReason) = (
            damage?.reason.rawValue ?? "", other.damage?.reason.rawValue ?? ""
        )
        return (reason, damage?.detail ?? "") < (otherReason, other.damage?.detail ?? "")
    }

    private var numbers: [UInt64] {
        [
            seen, converted, filtered, duplicate, rejected, damage?.offset ?? 0,
            damage?.unproven ?? 0, isWithheld ? 1 : 0, isGone ? 1 : 0, replayed,
        ]
    }
}

/// The location of a summary's first reject for a reason, and what was wrong with it.
package struct FirstReject: Hashable, Sendable {
    package var file: Path
    /// The piece's number in its file, from 1.
    package var record: UInt64
    package var place: Place
    /// What was found and expected, as text that is safe to print unless it was read from a summary.
    package var detail: String

    package init(file: Path, record: UInt64, place: Place, detail: String) {
        self.file = file
        self.record = record
        self.place = place
        self.detail = detail
    }

    package init(_ note: RejectNote) {
        self.init(
            file: note.file, record: note.record, place: note.place, detail: Sentences.detail(note))
    }

    /// In the order of inputs, and of pieces within them.
    func precedes(_ other: FirstReject) -> Bool {
        let (name, otherName) = (file.asWritten, other.file.asWritten)
        if name != otherName { return name.precedesByComponents(otherName) }
        return (record, place.line, place.offset, detail)
            < (other.record, other.place.line, other.place.offset, other.detail)
    }
}

extension Path: JSONScalar {
    package func appendJSON(to buffer: inout ByteBuffer) { bytes.appendJSON(to: &buffer) }

    /// The path as JSON can represent it, with U+FFFD for anything that is not UTF-8. Summaries are
    /// sorted by it, so that a summary that was read back has the same order.
    var asWritten: Path { Path(String(decoding: bytes, as: UTF8.self)) }
}

extension Sentences {
    /// The first reject for a reason in a summary, as ``line(_:in:)-(RejectNote,_)`` has it.
    package static func line(
        _ first: FirstReject, _ reason: RejectReason, in path: Path? = nil
    ) -> String {
        // Escaping what was escaped changes nothing; a summary may come from anybody.
        let detail = TerminalText.escaped(first.detail.utf8)
        return line(
            path ?? first.file, first.place, record: first.record,
            "\(reason.rawValue): \(detail)")
    }

    /// An input's damage in a summary.
    package static func line(_ file: Path, _ damage: FileLine.Damage) -> String {
        // Escaping what was escaped changes nothing; a summary may come from anybody.
        let detail = TerminalText.escaped(damage.detail.utf8)
        return
            "\(TerminalText.path(file)): \(damage.reason.rawValue): \(detail) (byte \(damage.offset))"
    }
}
