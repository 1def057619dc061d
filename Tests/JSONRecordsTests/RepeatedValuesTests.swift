import JSONRecords
import TestSupport
import Testing

/// A value that nearly every record has is learned with its key. Any other value in its place must still
/// be read correctly.
@Suite struct RepeatedValuesTests {
    private static let table = FieldTable(
        read: ["subject", "url", "date", "a", "hits", "list"], documented: ["meta"],
        envelopeArrays: ["data"], recordArraySuffixes: ["Logs"], failures: ["fail"])

    private static let usual =
        #"{"subject":"x","url":null,"hits":1,"list":["Body", {"a":[1]}],"meta":true,"a":{"b":1},"other":""}"#

    /// What is read from `lines` after others that taught the reader the usual values.
    private func readLearned(_ lines: String) -> [ReadRecord] {
        let lesson = Array(repeating: Self.usual, count: 4).joined(separator: "\n") + "\n"
        return ReadRecord.all(in: lesson + lines, table: Self.table).dropFirst(4).map { record in
            var record = record
            if record.fault != nil { record.faultOffset -= UInt64(lesson.utf8.count) }
            return record
        }
    }

    private func expectSame(_ lines: String, _ location: SourceLocation = #_sourceLocation) {
        let expected = ReadRecord.all(in: lines, table: Self.table)
        #expect(readLearned(lines) == expected, "\(lines)", sourceLocation: location)
    }

    @Test(arguments: ["", "x", "\"", "\\", ",", "}", "]", " ", "1", "\u{0}", "\u{E9}", "\n"])
    func `a changed, added or missing byte is read as if nothing had been learned`(
        other: String
    ) {
        let bytes = Array(Self.usual.utf8)
        for position in bytes.indices {
            for replaced in 0...1 {
                var changed = bytes
                changed.replaceSubrange(position..<(position + replaced), with: other.utf8)
                expectSame(String(decoding: changed, as: UTF8.self) + "\n" + Self.usual)
            }
        }
    }

    @Test func `a value that starts like the usual one is not cut short`() {
        let records = readLearned(
            #"{"subject":"xy","url":"null","hits":12,"list":["Body", {"a":[1]},2]}"#)
        #expect(
            records.map(\.fields) == [
                [
                    "subject": #""xy""#, "url": #""null""#, "hits": "12",
                    "list": #"["Body", {"a":[1]},2]"#,
                ]
            ])
        expectSame(#"{"url":nullnull}"#)
        expectSame(#"{"meta":true1}"#)
        expectSame(#"{"subject":"x""y"}"#)
    }

    @Test func `usual values still count as containers and duplicates`() {
        let records = readLearned(
            #"{"subject":"x","list":["Body", {"a":[1]}],"a":{"b":1},"subject":"x"}"#)
        #expect(records.map(\.containers) == [["list", "a"]])
        #expect(records.map(\.duplicate) == ["subject"])
    }

    @Test func `an array of records is recognised however often it was empty`() {
        // In a record the names have no special meaning: an empty list is its usual value.
        let records = Array(repeating: #"{"data":[],"fooLogs":[]}"#, count: 5)
        let lesson = #"{"data":[{"fooLogs":[\#(records.joined(separator: ","))]}]}"#
        for others in [
            #"{"data":[]}"#, #"{"data":[],"fail":[1]}"#, #"[{"data":[]}]"#,
            #"{"data":[{"fooLogs":[]}]}"#, #"{"data":[{"fooLogs":[{"subject":"x"}]}]}"#,
        ] {
            let alone = ReadRecord.all(in: others, table: Self.table)
            let behind = ReadRecord.all(in: "\(lesson)\n\(others)", table: Self.table)
            #expect(behind == ReadRecord.all(in: lesson, table: Self.table) + alone, "\(others)")
        }
    }

    @Test func `a key whose value always changes is read as before`() {
        let lines = (0..<200).map {
            #"{"subject":"s\#($0 % 7)","hits":\#($0),"url":"u\#($0 / 50)"}"#
        }
        let records = ReadRecord.all(in: lines.joined(separator: "\n"), table: Self.table)
        #expect(records.map { $0.fields["subject"] } == (0..<200).map { "\"s\($0 % 7)\"" })
        #expect(records.map { $0.fields["url"] } == (0..<200).map { "\"u\($0 / 50)\"" })
    }

    @Test func `reads that split a usual value anywhere give the same events`() {
        let input = Array(repeating: Self.usual, count: 6).joined(separator: "\n")
        let whole = ReadRecord.all(in: input, table: Self.table)
        for step in [1, 3, 7, 64] {
            #expect(
                ReadRecord.all(in: Array(input.utf8), table: Self.table, step: step) == whole)
        }
    }

    @Test func `line ends inside a usual value are counted`() {
        let record = "{\"list\":[\n1,\n2],\n\"a\":{\n}}\n"
        let input = Array(repeating: record, count: 7).joined() + "x"
        var reader = RecordReader(Self.table, limit: 1 << 20)
        var rest = Array(input.utf8)[...]
        var lines: [UInt64] = []
        reading: while true {
            switch reader.next() {
            case .record, .prefixedRecord: lines.append(reader.place.line)
            case .broken: lines.append(reader.broken.place.line)
            case .needsBytes:
                if rest.isEmpty {
                    reader.finish()
                } else {
                    rest = rest.dropFirst(reader.fill(rest))
                }
            case .end: break reading
            case .separatorComma, .envelopeFailure: Issue.record("nothing of the kind is there")
            }
        }
        #expect(lines == (0..<8).map { 1 + 5 * UInt64($0) })
    }
}
