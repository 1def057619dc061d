internal import ByteStreams
package import JSONRecords
internal import Sophos

/// Writes `summary.json` (SPEC 7.4): keys in a fixed order, each on its own line, as is each entry of a
/// list, so that two summaries can be compared line by line.
package enum SummaryJSON {
    /// The version of the format.
    package static let version = "2"

    package static func append(_ summary: Summary, to buffer: inout ByteBuffer) {
        let total = summary.total
        buffer.append("{\n  \"version\": ")
        buffer.append(utf8: version)
        append("inputs", UInt64(summary.files.count), to: &buffer)
        key("bytes", to: &buffer)
        counts([("read", total.bytesRead), ("decompressed", total.bytesDecompressed)], to: &buffer)
        append("seen", total.seen, to: &buffer)
        append("converted", total.converted, to: &buffer)
        append("unproven", total.unproven, to: &buffer)
        key("filtered", to: &buffer)
        counts(total.filtered.occurred.map { ($0.reason.rawValue, $0.count) }, to: &buffer)
        append("duplicate", total.duplicate, to: &buffer)
        key("rejected", to: &buffer)
        counts(total.rejected.occurred.map { ($0.reason.rawValue, $0.count) }, to: &buffer)
        list("damaged", SummaryOrder.damaged(of: summary), to: &buffer) { entry, buffer in
            append("file", text: entry.file.bytes, isFirst: true, to: &buffer)
            append("reason", text: Array(entry.damage.reason.rawValue.utf8), to: &buffer)
            append(inline: "offset", entry.damage.offset, to: &buffer)
            append("detail", text: Array(entry.damage.detail.utf8), to: &buffer)
            append(inline: "unproven", entry.damage.unproven, to: &buffer)
        }
        key("warnings", to: &buffer)
        counts(total.warnings.occurred.map { ($0.reason.rawValue, $0.count) }, to: &buffer)
        appendCategories(total, to: &buffer)
        list("alertTypes", SummaryOrder.alertTypes(of: total), to: &buffer) { entry, buffer in
            append(entry, to: &buffer)
        }
        key("namedBy", to: &buffer)
        let branches = NamedBy.allCases.map { ($0.rawValue, total.namedBy[$0.rawValue] ?? 0) }
        counts(branches.filter { $0.1 > 0 }, to: &buffer)
        key("severities", to: &buffer)
        let severities = Severity.allCases.map { ($0.rawValue, total.severities[$0] ?? 0) }
        counts(severities.filter { $0.1 > 0 }, to: &buffer)
        words("verdicts", "verdict", total.verdicts, to: &buffer)
        words("actions", "action", total.actions, to: &buffer)
        list("unmapped", SummaryOrder.unmapped(of: total), to: &buffer) { entry, buffer in
            append("alertType", text: entry.alertType, isFirst: true, to: &buffer)
            append(inline: "count", entry.count, to: &buffer)
        }
        key("unwrapped", to: &buffer)
        counts(
            SummaryOrder.unwrapped(of: total).map {
                (String(decoding: $0.path, as: UTF8.self), $0.count)
            },
            to: &buffer)
        key("oddTypes", to: &buffer)
        counts(total.oddTypes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, to: &buffer)
        list("unknownShapes", SummaryOrder.unknownShapes(of: total), to: &buffer) { entry, buffer in
            appendShape(entry.names, entry.shape, to: &buffer)
        }
        key("skipped", to: &buffer)
        counts(SummaryOrder.skipped(of: summary).map { ($0.ending, $0.count) }, to: &buffer)
        list("unknownFields", SummaryOrder.unknownFields(of: total), to: &buffer) { entry, buffer in
            append("kind", text: Array(entry.field.kind.utf8), isFirst: true, to: &buffer)
            append("field", text: entry.field.field, to: &buffer)
            append(inline: "count", entry.count, to: &buffer)
        }
        list("days", SummaryOrder.days(of: total), to: &buffer) { entry, buffer in
            buffer.append("\"date\": \"")
            Timestamp.appendDate(dayNumber: Int(entry.day.number), to: &buffer)
            buffer.append("\"")
            append("category", text: Array(entry.day.category.rawValue.utf8), to: &buffer)
            append(inline: "seen", entry.counts.seen, to: &buffer)
            append(inline: "alerts", entry.counts.alerts, to: &buffer)
        }
        key("first", to: &buffer)
        append(time: total.span.count > 0 ? total.span.first : nil, to: &buffer)
        key("last", to: &buffer)
        append(time: total.span.count > 0 ? total.span.last : nil, to: &buffer)
        list("files", SummaryOrder.files(of: summary), to: &buffer) { append($0, to: &$1) }
        appendOwn(summary, to: &buffer)
        buffer.append("\n}\n")
    }

    /// What the page and merging also need, after everything that other programs look for.
    private static func appendOwn(_ summary: Summary, to buffer: inout ByteBuffer) {
        if let first = summary.firstSkipped {
            key("firstSkipped", to: &buffer)
            JSONStrings.append(first.bytes, to: &buffer)
        }
        append("repeated", summary.repeated, to: &buffer)
        append("gone", summary.gone, to: &buffer)
        let firsts = RejectReason.allCases.compactMap { reason in
            summary.firstRejects[reason].map { (reason: reason, first: $0) }
        }
        list("firstRejects", firsts, to: &buffer) { entry, buffer in
            append("reason", text: Array(entry.reason.rawValue.utf8), isFirst: true, to: &buffer)
            append("file", text: entry.first.file.bytes, to: &buffer)
            append(inline: "record", entry.first.record, to: &buffer)
            append(inline: "line", entry.first.place.line, to: &buffer)
            append(inline: "offset", entry.first.place.offset, to: &buffer)
            append("detail", text: Array(entry.first.detail.utf8), to: &buffer)
        }
        if summary.isReplay {
            key("replayed", to: &buffer)
            counts(
                summary.total.replayed.occurred.map { ($0.reason.rawValue, $0.count) },
                to: &buffer)
            key("replayedCategories", to: &buffer)
            let categories = Category.allCases.compactMap { category in
                summary.total.replayedCategories[category].map { (category.rawValue, $0) }
            }
            counts(categories, to: &buffer)
        }
        let options = summary.options?.entries ?? []
        if !options.isEmpty {
            list("options", options, to: &buffer) { entry, buffer in
                append("option", text: Array(entry.option.utf8), isFirst: true, to: &buffer)
                append("value", text: Array(entry.value.utf8), to: &buffer)
            }
        }
        if summary.isInterrupted {
            key("interrupted", to: &buffer)
            buffer.append("true")
        }
    }

    // MARK: Entries

    private static func appendCategories(_ total: Tally, to buffer: inout ByteBuffer) {
        key("categories", to: &buffer)
        buffer.append("{")
        for category in Category.allCases {
            let count = total.categories[category] ?? Tally.CategoryCounts()
            buffer.append(category.index == 0 ? "\n    " : ",\n    ")
            JSONStrings.append(category.rawValue.utf8, to: &buffer)
            buffer.append(": ")
            counts(
                [
                    ("seen", count.seen), ("converted", count.converted),
                    ("filtered", count.filtered), ("duplicate", count.duplicate),
                    ("rejected", count.rejected),
                ], to: &buffer)
        }
        buffer.append("\n  }")
    }

    private static func append(_ entry: SummaryOrder.AlertType, to buffer: inout ByteBuffer) {
        append("alertType", text: entry.type.alertType, isFirst: true, to: &buffer)
        append("threatId", text: entry.type.threatID.map { Array($0.utf8) }, to: &buffer)
        append("threatName", text: entry.type.threatName.map { Array($0.utf8) }, to: &buffer)
        append("matched", text: Array(entry.type.matched.utf8), to: &buffer)
        append(inline: "count", entry.span.count, to: &buffer)
        buffer.append(", \"first\": ")
        append(time: entry.span.first, to: &buffer)
        buffer.append(", \"last\": ")
        append(time: entry.span.last, to: &buffer)
    }

    private static func append(_ line: FileLine, to buffer: inout ByteBuffer) {
        append("file", text: line.file.bytes, isFirst: true, to: &buffer)
        append(inline: "seen", line.seen, to: &buffer)
        append(inline: "converted", line.converted, to: &buffer)
        append(inline: "filtered", line.filtered, to: &buffer)
        append(inline: "duplicate", line.duplicate, to: &buffer)
        append(inline: "rejected", line.rejected, to: &buffer)
        if let damage = line.damage {
            append("damage", text: Array(damage.reason.rawValue.utf8), to: &buffer)
        }
        if line.isWithheld { buffer.append(", \"withheld\": true") }
        if line.replayed > 0 { append(inline: "replayed", line.replayed, to: &buffer) }
        if line.isGone { buffer.append(", \"gone\": true") }
    }

    private static func appendShape(
        _ names: [[UInt8]], _ shape: Tally.UnknownShape, to buffer: inout ByteBuffer
    ) {
        buffer.append("\"keys\": [")
        for (number, name) in names.enumerated() {
            if number > 0 { buffer.append(", ") }
            JSONStrings.append(name, to: &buffer)
        }
        buffer.append("]")
        append(inline: "count", shape.count, to: &buffer)
        buffer.append(", \"first\": {")
        append("file", text: shape.file.bytes, isFirst: true, to: &buffer)
        append(inline: "record", shape.record, to: &buffer)
        append(inline: "line", shape.place.line, to: &buffer)
        append(inline: "offset", shape.place.offset, to: &buffer)
        buffer.append("}")
    }

    private static func words(
        _ name: String, _ word: String, _ counts: [Tally.Word: UInt64],
        to buffer: inout ByteBuffer
    ) {
        list(name, SummaryOrder.words(counts), to: &buffer) { entry, buffer in
            append(
                "category", text: Array(entry.word.category.rawValue.utf8), isFirst: true,
                to: &buffer)
            append(word, text: entry.word.text, to: &buffer)
            append(inline: "count", entry.count, to: &buffer)
        }
    }

    // MARK: JSON

    private static func key(_ name: String, to buffer: inout ByteBuffer) {
        buffer.append(",\n  \"")
        buffer.append(utf8: name)
        buffer.append("\": ")
    }

    private static func append(_ name: String, _ number: UInt64, to buffer: inout ByteBuffer) {
        key(name, to: &buffer)
        buffer.append(decimal: number)
    }

    private static func append(
        inline name: String, _ number: UInt64, to buffer: inout ByteBuffer
    ) {
        buffer.append(", \"")
        buffer.append(utf8: name)
        buffer.append("\": ")
        buffer.append(decimal: number)
    }

    private static func append(
        _ name: String, text: [UInt8]?, isFirst: Bool = false, to buffer: inout ByteBuffer
    ) {
        buffer.append(isFirst ? "\"" : ", \"")
        buffer.append(utf8: name)
        buffer.append("\": ")
        if let text { JSONStrings.append(text, to: &buffer) } else { buffer.append("null") }
    }

    private static func append(time: Int64?, to buffer: inout ByteBuffer) {
        guard let time else { return buffer.append("null") }
        buffer.append("\"")
        Timestamp.append(time, to: &buffer)
        buffer.append("\"")
    }

    /// `{"a": 1, "b": 2}` on one line.
    private static func counts(_ counts: [(String, UInt64)], to buffer: inout ByteBuffer) {
        buffer.append("{")
        for (number, entry) in counts.enumerated() {
            if number > 0 { buffer.append(", ") }
            JSONStrings.append(entry.0.utf8, to: &buffer)
            buffer.append(": ")
            buffer.append(decimal: entry.1)
        }
        buffer.append("}")
    }

    /// A list with one object per line.
    private static func list<Entry>(
        _ name: String, _ entries: [Entry], to buffer: inout ByteBuffer,
        _ members: (Entry, inout ByteBuffer) -> Void
    ) {
        key(name, to: &buffer)
        buffer.append("[")
        for (number, entry) in entries.enumerated() {
            buffer.append(number == 0 ? "\n    {" : ",\n    {")
            members(entry, &buffer)
            buffer.append("}")
        }
        buffer.append(entries.isEmpty ? "]" : "\n  ]")
    }
}
