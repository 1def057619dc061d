package import ByteStreams
internal import Sophos

/// The lists of a summary in the order in which every report shows them: the most frequent first, ties
/// by their bytes, so that the internal order of a table never shows.
package enum SummaryOrder {
    package struct AlertType: Sendable {
        package var type: Tally.AlertType
        package var span: Tally.Span
    }

    /// By path, component by component: the order in which a run processes its inputs.
    package static func files(of summary: Summary) -> [FileLine] {
        summary.files.map { (name: $0.file.asWritten, line: $0) }.sorted { left, right in
            left.name != right.name
                ? left.name.precedesByComponents(right.name)
                : left.line.precedes(sameName: right.line)
        }.map(\.line)
    }

    /// The damaged ones of ``files(of:)``.
    package static func damaged(of summary: Summary) -> [(file: Path, damage: FileLine.Damage)] {
        files(of: summary).compactMap { line in line.damage.map { (line.file, $0) } }
    }

    package static func alertTypes(of tally: Tally) -> [AlertType] {
        tally.alertTypes.map { AlertType(type: $0.key, span: $0.value) }.sorted { left, right in
            if left.span.count != right.span.count { return left.span.count > right.span.count }
            let (a, b) = (left.type, right.type)
            if a.alertType != b.alertType {
                return a.alertType.lexicographicallyPrecedes(b.alertType)
            }
            return (a.threatID ?? "", a.threatName ?? "", a.matched.rawValue)
                < (b.threatID ?? "", b.threatName ?? "", b.matched.rawValue)
        }
    }

    /// Names that no mapping row matched.
    package static func unmapped(of tally: Tally) -> [(alertType: [UInt8], count: UInt64)] {
        var counts: [[UInt8]: UInt64] = [:]
        for (type, span) in tally.alertTypes where type.matched == .none {
            counts[type.alertType, default: 0] += span.count
        }
        return counts.map { (alertType: $0.key, count: $0.value) }.sorted { left, right in
            left.count != right.count
                ? left.count > right.count
                : left.alertType.lexicographicallyPrecedes(right.alertType)
        }
    }

    /// Extensions of skipped files, the most frequent first.
    package static func skipped(of summary: Summary) -> [(ending: String, count: UInt64)] {
        summary.skipped.map { (ending: $0.key, count: $0.value) }.sorted { left, right in
            left.count != right.count
                ? left.count > right.count
                : left.ending.utf8.lexicographicallyPrecedes(right.ending.utf8)
        }
    }

    /// By kind, then the most frequent first.
    package static func unknownFields(
        of tally: Tally
    ) -> [(field: Tally.UnknownField, count: UInt64)] {
        tally.unknownFields.map { (field: $0.key, count: $0.value) }.sorted { left, right in
            if left.field.kind != right.field.kind { return left.field.kind < right.field.kind }
            if left.count != right.count { return left.count > right.count }
            return left.field.field.lexicographicallyPrecedes(right.field.field)
        }
    }

    /// The most frequent first.
    package static func unwrapped(of tally: Tally) -> [(path: [UInt8], count: UInt64)] {
        tally.unwrapped.map { (path: $0.key, count: $0.value) }.sorted { left, right in
            left.count != right.count
                ? left.count > right.count : left.path.lexicographicallyPrecedes(right.path)
        }
    }

    /// The most frequent first, at most ``Tally/UnknownShape/limit``.
    package static func unknownShapes(
        of tally: Tally
    ) -> [(names: [[UInt8]], shape: Tally.UnknownShape)] {
        let sorted = tally.unknownShapes.map { (names: $0.key, shape: $0.value) }
            .sorted { left, right in
                if left.shape.count != right.shape.count {
                    return left.shape.count > right.shape.count
                }
                for (a, b) in zip(left.names, right.names) where a != b {
                    return a.lexicographicallyPrecedes(b)
                }
                return left.names.count < right.names.count
            }
        return Array(sorted.prefix(Tally.UnknownShape.limit))
    }

    /// By date, then category.
    package static func days(of tally: Tally) -> [(day: Tally.Day, counts: Tally.DayCounts)] {
        tally.days.map { (day: $0.key, counts: $0.value) }.sorted { left, right in
            left.day.number != right.day.number
                ? left.day.number < right.day.number
                : left.day.category.index < right.day.category.index
        }
    }

    /// By category, then the most frequent first.
    package static func words(
        _ counts: [Tally.Word: UInt64]
    ) -> [(word: Tally.Word, count: UInt64)] {
        counts.map { (word: $0.key, count: $0.value) }.sorted { left, right in
            let (a, b) = (left.word, right.word)
            if a.category != b.category { return a.category.index < b.category.index }
            if left.count != right.count { return left.count > right.count }
            return a.text.lexicographicallyPrecedes(b.text)
        }
    }
}
