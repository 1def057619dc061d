import JSONRecords
import TestSupport
import Testing

/// The names that structure a page have the same meaning wherever they occur and whatever came before.
@Suite struct PageNamesTests {
    private static let page = #"{"data":[{"newLogs":[{"a":1},{"a":2}]}]}"#

    /// The arrays that contain records; nil for a record outside of one, and for anything but a record.
    private func arrays(_ events: some Sequence<Told>) -> [String?] {
        events.map { event -> String? in
            guard case .record(_, _, _, let array) = event else { return nil }
            return array
        }
    }

    private func strange(_ count: Int) -> String {
        "{" + (0..<count).map { "\"strange\($0)\":0" }.joined(separator: ",") + "}"
    }

    @Test(arguments: [0, 10, 255, 256, 257, 1000])
    func `an array of records is recognised however many unknown names came before`(count: Int) {
        let events = told(strange(count) + Self.page + Self.page).dropFirst()
        #expect(arrays(events) == ["newLogs", "newLogs", "newLogs", "newLogs"])
    }

    @Test func `past the limit each array of records keeps its own name`() {
        let pages = ["xLogs", "yLogs", "xLogs"].map { Self.page.replacing("newLogs", with: $0) }
        let records = told(strange(300) + pages.joined()).dropFirst()
        #expect(arrays(records) == ["xLogs", "xLogs", "yLogs", "yLogs", "xLogs", "xLogs"])
    }

    /// Each rejected record's line repeats its array's name.
    @Test(arguments: [(256, 2), (257, 1)])
    func `a name of an array of records has at most 256 bytes`(length: Int, records: Int) {
        let name = String(repeating: "n", count: length - 4) + "Logs"
        let events = told(Self.page.replacing("newLogs", with: name))
        #expect(events.count == records)
    }

    @Test func `a long unknown name is not distinguished`() {
        let names = [256, 257].map { String(repeating: "n", count: $0) }
        let record = ReadRecord.all(in: "{\"\(names[0])\":1,\"\(names[1])\":2}").first
        #expect(record?.unknown == [names[0], ""])
    }

    @Test(arguments: [
        #"{"fail":[{"code":"x"}],"error":[],"data":[]}"#,
        #"{"error":[],"fail":[{"code":"x"}],"data":[]}"#,
        #"{"data":[],"fail":[{"code":"x"}],"error":null}"#,
        #"{"fail":[],"data":[],"error":[{"code":"x"}]}"#,
    ])
    func `one list of failures does not hide the other`(json: String) {
        #expect(told(json) == [.failure(#"[{"code":"x"}]"#)])
    }

    @Test func `two lists of failures in a record are two names`() {
        let record = ReadRecord.all(in: #"{"a":1,"fail":0,"error":null}"#).first
        #expect(record?.duplicate == nil)
        #expect(ReadRecord.all(in: #"{"error":1,"error":2}"#).first?.duplicate == "error")
        #expect(ReadRecord.all(in: #"{"fail":1,"fail":2}"#).first?.duplicate == "fail")
    }

    @Test func `any broken piece in an array of records has the array's name`() {
        let json = #"{"data":[{"newLogs":[{"a":1},42,{"a":x}]}]}"#
        #expect(ReadRecord.all(in: json).map(\.array) == [nil, "newLogs", "newLogs"])
        #expect(ReadRecord.all(in: "[42]").map(\.array) == [nil])
    }
}
