import TestSupport
import Testing

@testable import JSONRecords

/// The limit for one record, and inputs designed to make a reader examine the same bytes repeatedly.
@Suite struct RecordLimitTests {
    /// A record of this many bytes, from 8.
    private func record(_ length: Int) -> String {
        "{\"a\":\"" + String(repeating: "x", count: length - 8) + "\"}"
    }

    private func records(_ events: [Told]) -> Int {
        events.count { if case .record = $0 { true } else { false } }
    }

    private func faults(_ events: [Told]) -> [JSONFault] {
        events.compactMap { if case .broken(let fault, _, _, _) = $0 { fault } else { nil } }
    }

    @Test(arguments: [1, 7, 64, Int.max])
    func `a record as long as the limit is read, and one byte more is not`(step: Int) {
        for limit in [8, 100, 300, 1000] {
            let (fits, exceeds) = (record(limit), record(limit + 1))
            for around in [("", "\n"), ("[", "]\n"), ("[{},\n", "]\n")] {
                let text = "{}\n" + around.0 + fits + around.1 + "{}"
                let events = told(text, step: step, limit: limit, chunkBytes: 256)
                #expect(faults(events) == [], "\(limit) \(around)")
                let long = "{}\n" + around.0 + exceeds + around.1 + "{}"
                let longEvents = told(long, step: step, limit: limit, chunkBytes: 256)
                #expect(faults(longEvents) == [.recordBytes], "\(limit) \(around)")
                #expect(records(longEvents) == records(events) - 1)
            }
        }
    }

    @Test(arguments: [1, 2, Int.max]) func `a limit of one byte rejects every record`(step: Int) {
        let events = told("{}\n{\"a\":1}\n7\n[]\n{\"data\":[]}\n", step: step, limit: 1)
        #expect(
            faults(events) == [.recordBytes, .recordBytes, .recordBytes],
            "the number stands in the piece that nothing with a bracket has ended")
        #expect(records(events) == 0)
        #expect(faults(told("7\n{}", step: step, limit: 1)) == [.notObject, .recordBytes])
    }

    @Test(arguments: [1, 64, Int.max])
    func `the members before and after an envelope's records obey the limit`(step: Int) {
        let junk = String(repeating: "x", count: 200)
        let page = "{\"data\":[{\"clickLogs\":[{\"a\":1}]}]}\n"
        func events(_ text: String) -> [Told] {
            told(text + page, step: step, limit: 100, chunkBytes: 256)
        }
        let before = events("{\"meta\":\"\(junk)\",\"data\":[{\"a\":1}]}\n")
        #expect(faults(before) == [.recordBytes])
        #expect(records(before) == 1)
        let behind = events("{\"data\":[{\"a\":1}],\"meta\":\"\(junk)\"}\n")
        #expect(faults(behind) == [.recordBytes])
        #expect(records(behind) == 2)
        let between = events("{\"data\":[{\"a\":1},{\"b\":\"\(junk)\"}]}\n")
        #expect(faults(between) == [.recordBytes])
        #expect(records(between) == 2)
    }

    @Test(arguments: [1, 64, Int.max])
    func `a fault within the limit is reported as such, and one beyond it is not`(step: Int) {
        func fault(at place: Int) -> [JSONFault] {
            let text = "{\"a\":\"" + String(repeating: "x", count: place - 6) + "\u{1}\"}\n{}"
            return faults(told(text, step: step, limit: 100, chunkBytes: 256))
        }
        #expect(fault(at: 99) == [.controlCharacter])
        #expect(fault(at: 100) == [.recordBytes])
        #expect(fault(at: 500) == [.recordBytes])
    }

    /// Counts the bytes requested and the number of requests, because rereading a long value would be
    /// expensive.
    private func fills(_ input: [UInt8], step: Int) -> Int {
        var reader = RecordReader(testTable, limit: 16 << 20, chunkBytes: 4096)
        var position = 0
        var asked = 0
        while true {
            switch reader.next() {
            case .needsBytes:
                asked += 1
                let count = reader.fill { (room: inout MutableRawSpan) -> Int in
                    let count = min(step, room.byteCount, input.count - position)
                    for index in 0..<count {
                        room.storeBytes(
                            of: input[position + index], toByteOffset: index, as: UInt8.self)
                    }
                    return count
                }
                position += count
            case .end: return asked
            default: break
            }
        }
    }

    @Test func `bytes are requested once, whatever is broken`() {
        let step = 4096
        let inputs = [
            String(repeating: "{\"a\":}\n", count: 20_000),
            String(repeating: "{\"a\":\"x\n", count: 20_000),
            String(repeating: "{\"a\":[\n", count: 127) + String(repeating: "1,", count: 50_000),
            "{\"meta\":\"" + String(repeating: "x", count: 150_000) + "\",\"data\":[{}]}",
            "[" + String(repeating: "[],\n", count: 30_000),
        ]
        for input in inputs.map({ Array($0.utf8) }) {
            // One for each block, one for the end, and one for a piece cut by a boundary.
            #expect(fills(input, step: step) <= input.count / step + 3)
        }
    }
}
