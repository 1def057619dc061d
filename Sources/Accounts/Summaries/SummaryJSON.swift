internal import ByteStreams
package import JSONRecords
internal import Sophos

/// `summary.json` (SPEC 7.4): keys in a fixed order, each on its own line, as is each entry of a list, so
/// that two summaries can be compared line by line.
///
/// A summary is written, read back and merged by the rows below. docs/SUMMARY.md explains them; a test
/// compares both.
package enum SummaryJSON {
    /// The version of the format.
    package static let version = 2

    package static func append(_ summary: Summary, to buffer: inout ByteBuffer) {
        buffer.appendJSON { write(summary, to: &$0) }
    }

    /// As above, as a value of another document.
    package static func write(_ summary: Summary, to json: inout JSONWriter) {
        json.object(.lines) { $0.write(summary, keys) }
        json.endLine()
    }

    /// A key of the summary itself.
    enum Row: Sendable {
        /// Of its total: tallies are added by these.
        case total(SummaryKey<Tally>)
        /// Of its total, and only in the summary of a replay.
        case ofReplay(SummaryKey<Tally>)
        case own(SummaryKey<Summary>)
    }

    static let rows: [Row] = [
        .own(versionKey),
        .own(.number("inputs", of: { UInt64($0.files.count) })),
        .total(
            .object(
                "bytes",
                [.number("read", \.bytesRead), .number("decompressed", \.bytesDecompressed)])),
        .total(.number("seen", \.seen)),
        .total(.number("converted", \.converted)),
        .total(.number("unproven", \.unproven)),
        .total(.counts("filtered", \.filtered)),
        .total(.number("duplicate", \.duplicate)),
        .total(.counts("rejected", \.rejected)),
        .own(damaged),
        .total(.counts("warnings", \.warnings)),
        .total(categories),
        .total(alertTypes),
        .total(.counts(words: "namedBy", \.namedBy)),
        .total(.counts(words: "severities", \.severities)),
        .total(words("verdicts", \.verdicts, "verdict")),
        .total(words("actions", \.actions, "action")),
        .own(unmapped),
        .total(unwrapped),
        .total(oddTypes),
        .total(unknownShapes),
        .own(skipped),
        .total(unknownFields),
        .total(days),
        .total(time("first", \.first)),
        .total(time("last", \.last)),
        .own(files),
        // What the page and merging also need, after everything that other programs look for.
        .own(firstSkipped),
        .own(.number("repeated", \.repeated).optional),
        .own(.number("gone", of: { $0.gone }).optional),
        .own(firstRejects),
        .ofReplay(.counts("replayed", \.replayed)),
        .ofReplay(.counts(words: "replayedCategories", \.replayedCategories)),
        .own(options),
        .own(.flag("interrupted", \.isInterrupted)),
    ]

    static let keys: [SummaryKey<Summary>] = rows.map { row in
        switch row {
        case .total(let key): key.ofTotal()
        case .ofReplay(let key): key.ofTotal().marking(\.isReplay)
        case .own(let key): key
        }
    }

    static let own: [SummaryKey<Summary>] = rows.compactMap { row in
        if case .own(let key) = row { key } else { nil }
    }

    static let ofTotal: [SummaryKey<Tally>] = rows.compactMap { row in
        switch row {
        case .total(let key), .ofReplay(let key): key
        case .own: nil
        }
    }

    // MARK: Own keys

    /// It was read before everything else, because in another version all keys may differ.
    private static let versionKey = SummaryKey<Summary>(
        "version", write: { $1.member("version", version) },
        read: { _, _, _ throws(SummaryProblem) in })

    private static let damaged = SummaryKey<Summary>.list(
        "damaged",
        [
            .text("file", \.file), .word("reason", \.damage.reason),
            .number("offset", \.damage.offset),
            .text("detail", \.damage.detail).optional,
            .number("unproven", \.damage.unproven).optional,
        ],
        { SummaryOrder.damaged(of: $0) },
        blank: {
            (
                file: Path(""),
                damage: .init(reason: .inputOpen, offset: 0, detail: "", unproven: 0)
            )
        },
        // Each is also among the files, which are read later.
        take: { entry, _, reader in reader.damaged.append(entry) })

    /// These are also among the alert types.
    private static let unmapped = SummaryKey<Summary>.list(
        "unmapped", [.text("alertType", \.alertType), .number("count", \.count)],
        { SummaryOrder.unmapped(of: $0.total) }, blank: { (alertType: [], count: 0) },
        take: { _, _, _ in })

    private static let skipped = SummaryKey<Summary>.counts(
        names: "skipped", \.skipped,
        inOrder: { SummaryOrder.skipped(of: $0).map { ($0.ending, $0.count) } })

    private static let files = SummaryKey<Summary>.list(
        "files",
        [
            .text("file", \.file), .number("seen", \.seen), .number("converted", \.converted),
            .number("filtered", \.filtered), .number("duplicate", \.duplicate),
            .number("rejected", \.rejected), damage, .flag("withheld", \.isWithheld),
            .number("replayed", \.replayed).when { $0.replayed > 0 },
            .flag("gone", \.isGone),
        ],
        { SummaryOrder.files(of: $0) }, blank: { FileLine(file: Path("")) },
        take: { line, summary, _ in summary.files.append(line) }
    ).adding { $0.files += $1.files }

    /// The rest is in the list of damaged inputs.
    private static let damage = SummaryKey<FileLine>(
        "damage", isRequired: false,
        write: { $1.member("damage", ifPresent: $0.damage?.reason.rawValue) },
        read: { member, line, reader throws(SummaryProblem) in
            line.damage = FileLine.Damage(
                reason: try reader.word(member), offset: 0, detail: "", unproven: 0)
        })

    private static let firstSkipped = SummaryKey<Summary>(
        "firstSkipped", isRequired: false,
        write: { $1.member("firstSkipped", ifPresent: $0.firstSkipped) },
        read: { member, summary, reader throws(SummaryProblem) in
            summary.firstSkipped = Path(try reader.document.text(of: member))
        },
        add: { summary, other in
            summary.firstSkipped = [summary.firstSkipped, other.firstSkipped].compactMap(\.self)
                .min { $0.asWritten.precedesByComponents($1.asWritten) }
        })

    private static let firstRejects = SummaryKey<Summary>.list(
        "firstRejects",
        [
            .word("reason", \.reason), .text("file", \.first.file),
            .number("record", \.first.record), .number("line", \.first.place.line),
            .number("offset", \.first.place.offset), .text("detail", \.first.detail),
        ],
        { summary in
            RejectReason.allCases.compactMap { reason in
                summary.firstRejects[reason].map { (reason: reason, first: $0) }
            }
        },
        blank: {
            (
                reason: RejectReason.jsonSyntax,
                first: FirstReject(
                    file: Path(""), record: 0, place: Place(line: 0, offset: 0), detail: "")
            )
        },
        take: { entry, summary, _ in summary.firstRejects[entry.reason] = entry.first }
    ).optional.adding { summary, other in
        for (reason, first) in other.firstRejects { summary.add(first, reason) }
    }

    private static let options = SummaryKey<Summary>.list(
        "options", [.text("option", \.option), .text("value", \.value)],
        { $0.options?.entries ?? [] }, blank: { SummaryOptions.Entry(option: "", value: "") },
        take: { entry, summary, _ in summary.options?.add(entry) }
    ).when { $0.options?.entries.isEmpty == false }.adding { summary, other in
        guard let added = other.options else { return }
        if summary.options == nil { summary.options = added } else { summary.options?.add(added) }
    }

    // MARK: Keys of the total

    /// All categories, whether they occurred or not.
    private static let categories = SummaryKey<Tally>(
        "categories",
        write: { total, json in
            json.object("categories", .lines) { json in
                for category in Category.allCases {
                    let counts = total.categories[category] ?? Tally.CategoryCounts()
                    json.key(named: category.rawValue)
                    json.object { $0.write(counts, ofCategory) }
                }
            }
        },
        read: { member, total, reader throws(SummaryProblem) in
            for member in try reader.document.members(of: member.node, named: member.key) {
                let category: Category = try reader.word(key: member, of: "categories")
                var counts = Tally.CategoryCounts()
                try reader.read(member.node, named: member.key, ofCategory, into: &counts)
                guard counts.balances else {
                    throw reader.document.problem(
                        .unbalancedCategory(member.key), at: member.node.offset)
                }
                total.categories[category] = counts
            }
        },
        add: { $0.categories.add($1.categories) })

    private static let ofCategory: [SummaryKey<Tally.CategoryCounts>] = [
        .number("seen", \.seen), .number("converted", \.converted),
        .number("filtered", \.filtered), .number("duplicate", \.duplicate),
        .number("rejected", \.rejected),
    ]

    private static let alertTypes = SummaryKey<Tally>.list(
        "alertTypes", \.alertTypes,
        [
            .text("alertType", \.type.alertType), .optionalText("threatId", \.type.threatID),
            .optionalText("threatName", \.type.threatName), .word("matched", \.type.matched),
            .number("count", \.span.count), .time("first", \.span.first),
            .time("last", \.span.last),
        ],
        { SummaryOrder.alertTypes(of: $0) },
        blank: {
            SummaryOrder.AlertType(
                type: .init(alertType: [], threatID: nil, threatName: nil, matched: .none),
                span: Tally.Span())
        },
        pair: { ($0.type, $0.span) })

    private static func words(
        _ name: StaticString, _ path: SummaryKey<Tally>.Property<[Tally.Word: UInt64]>,
        _ word: StaticString
    ) -> SummaryKey<Tally> {
        .list(
            name, path,
            [
                .word("category", \.word.category), .text(word, \.word.text),
                .number("count", \.count),
            ],
            { SummaryOrder.words($0[keyPath: path]) },
            blank: { (word: .init(category: .url, text: []), count: 0) },
            pair: { ($0.word, $0.count) })
    }

    private static let unwrapped = SummaryKey<Tally>.counts(
        names: "unwrapped", \.unwrapped,
        inOrder: { SummaryOrder.unwrapped(of: $0).map { ($0.path, $0.count) } }
    ).optional

    private static let oddTypes = SummaryKey<Tally>.counts(
        names: "oddTypes", \.oddTypes,
        inOrder: { $0.oddTypes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    ).optional

    private static let unknownShapes = SummaryKey<Tally>.list(
        "unknownShapes", \.unknownShapes,
        [
            .texts("keys", \.names), .number("count", \.shape.count),
            .object(
                "first",
                [
                    .text("file", \.shape.file), .number("record", \.shape.record),
                    .number("line", \.shape.place.line), .number("offset", \.shape.place.offset),
                ]),
        ],
        { SummaryOrder.unknownShapes(of: $0) },
        blank: {
            (
                names: [],
                shape: .init(
                    count: 0, file: Path(""), record: 0, place: Place(line: 0, offset: 0))
            )
        },
        pair: { ($0.names, $0.shape) }
    ).optional

    private static let unknownFields = SummaryKey<Tally>.list(
        "unknownFields", \.unknownFields,
        [
            .text("kind", \.field.kind), .text("field", \.field.field), .number("count", \.count),
        ],
        { SummaryOrder.unknownFields(of: $0) },
        blank: { (field: .init(kind: "", field: []), count: 0) },
        pair: { ($0.field, $0.count) })

    private static let days = SummaryKey<Tally>.list(
        "days", \.days,
        [
            .date("date", \.day.number), .word("category", \.day.category),
            .number("seen", \.counts.seen), .number("alerts", \.counts.alerts),
        ],
        { SummaryOrder.days(of: $0) },
        blank: { (day: .init(number: 0, category: .url), counts: .init()) },
        pair: { ($0.day, $0.counts) })

    /// A limit of the event times, or null without any.
    private static func time(
        _ name: StaticString, _ path: SummaryKey<Tally.Span>.Property<Int64>
    ) -> SummaryKey<Tally> {
        SummaryKey(
            name,
            write: { $1.member(name, time: $0.span.count > 0 ? $0.span[keyPath: path] : nil) },
            read: { member, total, reader throws(SummaryProblem) in
                if case .null = member.node.value { return }
                total.span[keyPath: path] = try reader.time(member)
            },
            // Both are added with their count: see `Tally.add`.
            add: { _, _ in })
    }
}

extension Tally {
    /// Adds the tally of other inputs. Commutative and associative; if both balance, so does the sum.
    /// Traps on overflow: see `SummaryReader`, which refuses such numbers.
    package mutating func add(_ other: Tally) {
        for key in SummaryJSON.ofTotal { key.add(&self, other) }
        span.add(other.span)
        // Not in `summary.json`.
        people.add(other.people)
    }
}
