internal import Accounts
internal import ByteStreams
internal import JSONRecords

/// Problems, with the first location of each kind, and oddities.
enum TroubleSections {
    private static let damageLimit = 100
    private static let fieldLimit = 100

    static func append(_ summary: Summary, to page: inout HTML) {
        rejects(summary, &page)
        shapes(summary.total, &page)
        damage(summary, &page)
        warnings(summary.total, &page)
    }

    private static func rejects(_ summary: Summary, _ page: inout HTML) {
        let occurred = summary.total.rejected.occurred
        if occurred.isEmpty { return }
        page.section(
            "Rejected records", id: "rejected",
            note: "Each is in <code>rejects/</code> with its place, the reason and its bytes."
        ) { page in
            page.table(
                "Rejected records by reason",
                [.text("reason"), .number("records"), .text("first place")],
                occurred.map { reason, count in
                    let first = summary.firstRejects[reason].map { Sentences.line($0, reason) }
                    return [
                        .markup(named(reason.rawValue, Sentences.sentence(reason))),
                        .count(count), .code(first ?? ""),
                    ]
                })
        }
    }

    private static func shapes(_ total: Tally, _ page: inout HTML) {
        let shapes = SummaryOrder.unknownShapes(of: total)
        if shapes.isEmpty { return }
        page.section(
            "Unknown shapes", id: "shapes",
            note: """
                Objects that are no record of Mimecast's, and that hold none, by the first of their names.
                """
        ) { page in
            page.table(
                "Unknown shapes", [.text("names"), .number("objects"), .text("first place")],
                shapes.map { names, shape in
                    let text = names.map { String(decoding: $0, as: UTF8.self) }
                    return [
                        .code(text.isEmpty ? "none" : text.joined(separator: ", ")),
                        .count(shape.count),
                        .code("\(TerminalText.path(shape.file)):\(shape.place.line)"),
                    ]
                }, of: total.unknownShapes.count)
        }
    }

    private static func damage(_ summary: Summary, _ page: inout HTML) {
        let damaged = SummaryOrder.damaged(of: summary)
        if damaged.isEmpty { return }
        page.section(
            "Damaged inputs", id: "damaged",
            note: """
                Alerts that no checksum proves are in <code>unproven/</code>, where that is possible.
                """
        ) { page in
            page.table(
                "Damaged inputs",
                [.text("input"), .text("damage"), .number("at byte"), .number("unproven")],
                damaged.prefix(damageLimit).map { file, damage in
                    [
                        .path(TerminalText.path(file)),
                        .markup(named(damage.reason.rawValue, damage.detail)),
                        .count(damage.offset), .count(damage.unproven),
                    ]
                }, of: damaged.count)
        }
    }

    private static func warnings(_ total: Tally, _ page: inout HTML) {
        let occurred = total.warnings.occurred
        if occurred.isEmpty { return }
        page.section(
            "Warnings", id: "warnings", note: "Odd, and mended or tolerated: nothing was lost."
        ) { page in
            page.table(
                "Warnings", [.text("warning"), .number("times")],
                occurred.map { warning, count in
                    [
                        .markup(named(warning.rawValue, Sentences.sentence(warning))),
                        .count(count),
                    ]
                })
        }
    }

    static func unknownFields(_ total: Tally, to page: inout HTML) {
        let fields = SummaryOrder.unknownFields(of: total)
        if fields.isEmpty { return }
        page.section(
            "Unknown fields", id: "fields",
            note: "Names that our tables do not know: the schema of the export may have changed."
        ) { page in
            page.table(
                "Unknown fields", [.text("field"), .text("kind"), .number("records")],
                fields.prefix(fieldLimit).map { entry in
                    [
                        .code(String(decoding: entry.field.field, as: UTF8.self)),
                        .text(entry.field.kind), .count(entry.count),
                    ]
                }, of: fields.count)
        }
    }

    /// Wrappers around records, and odd values.
    static func collectors(_ total: Tally, to page: inout HTML) {
        let paths = SummaryOrder.unwrapped(of: total)
        if !paths.isEmpty {
            page.section(
                "Read from wrappers", id: "unwrapped",
                note: "Records inside objects that a collector made, by where they were found."
            ) { page in
                page.table(
                    "Read from wrappers", [.text("place"), .number("records")],
                    paths.map {
                        [.code(String(decoding: $0.path, as: UTF8.self)), .count($0.count)]
                    })
            }
        }
        let odd = total.oddTypes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if odd.isEmpty { return }
        page.section(
            "Values of an unusual type", id: "odd",
            note: "Written as text, or left out where that was not possible; the alerts are there."
        ) { page in
            page.table(
                "Values of an unusual type", [.text("field"), .number("times")],
                odd.prefix(fieldLimit).map { [.code($0.key), .count($0.value)] }, of: odd.count)
        }
    }

    /// A name and, below it, its meaning.
    private static func named(_ name: String, _ meaning: String) -> Markup {
        "\(name)<br/><span class=\"soft\">\(meaning)</span>"
    }
}
