import JSONRecords
import TestSupport
import Testing

/// Checks all JSON readers against ``JSONSuite``: that of records, however its input is split, that of
/// documents, and the plain one of the tests. A value is tried in every place where one is allowed.
@Suite struct JSONSuiteTests {
    /// A table without envelopes, so that every object is a record.
    private static let table = FieldTable(
        read: ["a", "b"], documented: [], envelopeArrays: [], recordArraySuffixes: [], failures: [])
    /// Created once, because that takes longer than reading.
    private static let spares = SpareKeys(table)

    /// The text before and after a value.
    private static let places = [
        (#"{"a":"#, "}"), (#"{"a":[0,"#, "]}"), (#"{"a":[0, "#, " ,1] }\n"),
        (#"{"b":{"a":"#, #"},"c":0}"#),
    ]

    private static func documents(of value: JSONSuite.Text) -> [[UInt8]] {
        places.map { Array($0.0.utf8) + value.bytes + Array($0.1.utf8) }
    }

    /// The readers that accept all of `text` as one object.
    private func takers(of text: [UInt8]) -> [String] {
        var takers: [String] = []
        if JSONChecker.members(of: text) != nil { takers.append("checker") }
        if (try? JSONDocument<Never>(text)) != nil { takers.append("document") }
        let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        let kept = text.drop { spaces.contains($0) }.reversed().drop { spaces.contains($0) }
        for step in [Int.max, 7, 1] {
            let records = ReadRecord.all(
                in: text, table: Self.table, spares: Self.spares, step: step)
            if records.count == 1, records[0].fault == nil,
                records[0].text.utf8.count == kept.count
            {
                takers.append("records in steps of \(step)")
            }
        }
        return takers
    }

    private static let all = [
        "checker", "document", "records in steps of \(Int.max)", "records in steps of 7",
        "records in steps of 1",
    ]

    @Test(arguments: JSONSuite.accepted)
    func `must accept the value`(text: JSONSuite.Text) {
        for document in Self.documents(of: text) {
            let takers = takers(of: document)
            #expect(takers == Self.all, "\(String(decoding: document, as: UTF8.self))")
        }
    }

    @Test(arguments: JSONSuite.refused)
    func `must reject the value`(text: JSONSuite.Text) {
        for document in Self.documents(of: text) {
            let takers = takers(of: document)
            #expect(takers == [], "\(String(decoding: document, as: UTF8.self))")
        }
    }

    @Test(arguments: JSONSuite.acceptedDocuments)
    func `must accept the document`(text: JSONSuite.Text) {
        #expect(takers(of: text.bytes) == Self.all)
    }

    @Test(arguments: JSONSuite.refusedDocuments)
    func `must reject the document`(text: JSONSuite.Text) {
        #expect(takers(of: text.bytes) == [])
    }

    @Test func `no name and no text occurs twice`() {
        for texts in [
            JSONSuite.accepted, JSONSuite.refused, JSONSuite.acceptedDocuments,
            JSONSuite.refusedDocuments,
        ] {
            #expect(Set(texts.map(\.name)).count == texts.count)
            #expect(Set(texts.map(\.bytes)).count == texts.count)
        }
    }
}
