import JSONRecords
import Sophos
import TestSupport
import Testing

@testable import Mimecast
@testable import Pipeline

/// A new spelling is one more field in a row of the mapping: everything that speaks of the row follows,
/// or a test says what does not.
@Suite struct SpellingTests {
    /// A field that no row has, and that decides no kind: it plays the new spelling.
    private static let spare = Field.expiry

    /// The mapping with the new spelling at the end of the row of `key`.
    private static func rows(adding key: AlertKey) -> [AlertMapping.Row] {
        AlertMapping.rows.map { row in
            row.key == key
                ? AlertMapping.Row(
                    row.key, row.fields + [spare], lists: row.lists, only: row.only) : row
        }
    }

    private static let keys = AlertMapping.rows.map(\.key)

    @Test func `the field that plays the new spelling is in no row yet`() {
        #expect(AlertMapping.rows.allSatisfy { !$0.fields.contains(Self.spare) })
        #expect(!Kind.decidingFields.contains(Self.spare))
        #expect(Self.rows(adding: .recipient).count == AlertMapping.rows.count)
    }

    // MARK: What follows a row

    @Test(arguments: keys)
    func `an alert has the value of a new spelling, and explain says so`(key: AlertKey) throws {
        let rows = Self.rows(adding: key)
        try withRecord(#"{"expiry":"v"}"#) { record, _ in
            for category in Category.allCases {
                var plan = AlertPlan(category, rows)
                var values = AlertValues()
                plan.fill(&values, from: record)
                let isFed = rows.contains { $0.key == key && $0.isFor(category) }
                #expect((values[key]?.bytes == Array(#""v""#.utf8)) == isFed)
                #expect(
                    AlertMapping.fedKeys(of: record, in: category, by: rows)
                        == (isFed ? [AlertMapping.FedKey(key: key, field: Self.spare)] : []))
            }
        }
    }

    @Test(arguments: keys)
    func `the tables of docs MAPPING name a new spelling`(key: AlertKey) throws {
        let rows = Self.rows(adding: key)
        let lines = { (text: String) in text.split(separator: "\n").map(String.init) }
        let changed = zip(
            lines(MappingDocument.keys(AlertMapping.rows)), lines(MappingDocument.keys(rows))
        ).filter { $0 != $1 }
        #expect(changed.count == 1)
        let (line, new) = try #require(changed.first)
        #expect(line.hasPrefix("| `\(key.name)` |"))
        #expect(new.contains(", `expiry` |"))
    }

    /// Records of each kind without the field that is looked at; with a message id, and from SIEM.
    private static let records: [(kind: Kind, members: String, isInGetLogs: Bool)] =
        [Kind.attachment, .impersonation, .url].map { ($0, #""messageId":"m""#, true) }
        + [Kind.attachment, .impersonation, .url, .rejection].map {
            ($0, #""messageId":"m","acc":"C1","aCode":"a""#, false)
        }
        + [Kind.attachment, .impersonation, .url, .rejection].map { ($0, #""hits":1"#, false) }

    /// A loss that would be silent: two mails that differ in a field of the mapping which identities do
    /// not know are one alert for `--deduplicate`.
    @Test(arguments: keys.filter { $0 != .mimecastID })
    func `a new spelling identifies alerts as the others of its row do`(key: AlertKey) throws {
        let identities = Identity(Self.rows(adding: key))
        let row = try #require(AlertMapping.rows.first { $0.key == key })
        let last = try #require(row.fields.last)
        for (kind, members, isInGetLogs) in Self.records {
            func bytes(_ field: Field, _ value: String) throws -> [UInt8] {
                try identity(
                    #"{"\#(field.name)":"\#(value)",\#(members)}"#, kind, isInGetLogs: isInGetLogs,
                    by: identities)
            }
            let one = try bytes(last, "a")
            let new = try bytes(Self.spare, "a")
            let isTold = try new != bytes(Self.spare, "b")
            // Without an id, all that feeds the alert counts, and with its name.
            if one[1] == 4 {
                #expect(isTold == Category(kind).map(row.isFor), "\(kind): \(members)")
            } else {
                #expect(try isTold == (bytes(last, "b") != one), "\(kind): \(members)")
                if key != .messageID { #expect(new == one, "\(kind): \(members)") }
            }
        }
    }

    @Test func `a new id of Mimecast's identifies SIEM records`() throws {
        let identities = Identity(Self.rows(adding: .mimecastID))
        let bytes = try ["a", "b"].map {
            try identity(#"{"messageId":"m","acc":"C","expiry":"\#($0)"}"#, .url, by: identities)
        }
        #expect(bytes[0] != bytes[1])
    }

    // MARK: What a row cannot reach

    /// The sets that Mimecast's module has of fields that rows have, too. It knows no keys, so this is
    /// what holds them together.
    private static func disagreements(_ rows: [AlertMapping.Row]) -> [String] {
        func fields(_ keys: AlertKey...) -> FieldSet {
            FieldSet(keys.flatMap { AlertMapping.fields(of: $0, in: rows) })
        }
        let ids = fields(.mimecastID).subtracting(FieldSet(.id))
        let sets: [(name: String, FieldSet, FieldSet)] = [
            ("Verdict.fields", Verdict.fields.set, fields(.verdict)),
            ("Verdict.tags", Verdict.tags.set, fields(.taggedMalicious)),
            (
                "FieldSet.chosen", FieldSet.chosen,
                fields(.subject, .messageID, .url, .fileName)
            ),
            (
                "KeyRule.vendorIDs", KindEvidence.KeyRule.vendorIDs.fields,
                ids.union(FieldSet(.acc))
            ),
        ]
        return sets.filter { $0.1 != $0.2 }.map(\.name)
    }

    @Test func `Mimecast's sets agree with the rows`() {
        #expect(Self.disagreements(AlertMapping.rows) == [])
        #expect(
            Verdict.fields.fields == AlertMapping.fields(of: .verdict),
            "the alert shows the verdict that was judged")
        #expect(
            FieldSet(Kind.allCases.compactMap { ExpectedFormat.verdictField(of: $0) })
                == Verdict.fields.set)
    }

    @Test func `a spelling that Mimecast's sets must know is missed`() {
        let missed = Self.keys.flatMap { Self.disagreements(Self.rows(adding: $0)) }
        #expect(
            missed == [
                "Verdict.fields", "FieldSet.chosen", "FieldSet.chosen", "FieldSet.chosen",
                "FieldSet.chosen", "Verdict.tags", "KeyRule.vendorIDs",
            ])
    }

    @Test func `no field is read for nothing`() {
        let fed = Category.allCases.reduce(FieldSet()) {
            $0.union(AlertMapping.feedingFields(of: $1, in: AlertMapping.rows))
        }
        let used = fed.union(Kind.decidingFields).union(Kind.typeFields.set)
            .union(ExpectedFormat.timeFields.set).union(Kind.listing)
        let unused = Field.allCases.filter { !used.contains($0) }
        #expect(unused == [], "add it to a row of AlertMapping")
    }
}
