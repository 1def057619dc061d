import JSONRecords
import TestSupport
import Testing

@Suite struct RecordReaderTests {
    @Test func `records may be on lines, directly adjacent, or separated by white space`() {
        #expect(
            told("{\"a\":1}\n\n{\"a\":2}{\"a\":3}  \r\n\t{\"a\":4}") == [
                .record("{\"a\":1}", line: 1, offset: 0, array: nil),
                .record("{\"a\":2}", line: 3, offset: 9, array: nil),
                .record("{\"a\":3}", line: 3, offset: 16, array: nil),
                .record("{\"a\":4}", line: 4, offset: 28, array: nil),
            ])
    }

    @Test func `one comma between values is reported, two are a broken piece`() {
        #expect(
            told("{},{}") == [
                .record("{}", line: 1, offset: 0, array: nil), .comma,
                .record("{}", line: 1, offset: 3, array: nil),
            ])
        #expect(
            told("{},,\n{}") == [
                .record("{}", line: 1, offset: 0, array: nil), .comma,
                .broken(.syntax, ",", line: 1, offset: 3),
                .record("{}", line: 2, offset: 5, array: nil),
            ])
    }

    @Test func `an array yields its records one by one`() {
        #expect(
            told("[{\"a\":1}, {\"a\":2}\n]{}") == [
                .record("{\"a\":1}", line: 1, offset: 1, array: nil),
                .record("{\"a\":2}", line: 1, offset: 10, array: nil),
                .record("{}", line: 2, offset: 19, array: nil),
            ])
        #expect(told("[]").isEmpty)
    }

    @Test(arguments: [
        "{\"meta\":{\"status\":200},\"data\":[{\"clickLogs\":[{\"a\":1}]}],\"fail\":[]}",
        "{\"fail\":[],\"data\":[{\"resultCount\":1,\"clickLogs\":[{\"a\":1}]}],\"meta\":{}}",
        "{\"data\":[{},{\"clickLogs\":[{\"a\":1}],\"resultCount\":36}]}",
        "{ \"data\" :\n [ { \"clickLogs\" : [ {\"a\":1} ] , \"resultCount\" : 2 } ] , \"fail\" : [ ] }",
        "{\"d\\u0061ta\":[{\"click\\u004cogs\":[{\"a\":1}]}]}",
    ])
    func `an envelope's records are read whatever the order of its members`(page: String) {
        let events = told(page)
        #expect(events.count == 1)
        guard case .record(let text, _, _, let array) = events.first else {
            Issue.record("no record: \(events)")
            return
        }
        #expect(text == "{\"a\":1}")
        #expect(array == "clickLogs")
    }

    @Test func `an element of an envelope without an array of records is itself a record`() {
        #expect(
            told("{\"type\":\"MTA\",\"data\":[{\"a\":1},{\"b\":[1]}]}") == [
                .record("{\"a\":1}", line: 1, offset: 22, array: nil),
                .record("{\"b\":[1]}", line: 1, offset: 30, array: nil),
            ])
    }

    @Test func `consecutive pages are all read`() {
        let page = "{\"data\":[{\"attachmentLogs\":[{\"a\":1},{\"a\":2}]}]}"
        #expect(told(page + page + "\n" + page).count == 6)
        #expect(told("[\(page),\(page)]").count == 4)
    }

    @Test func `a failed envelope without records reports its failure`() {
        #expect(
            told("{\"fail\":[{\"code\":\"x\"}],\"data\":[]}") == [.failure("[{\"code\":\"x\"}]")])
        #expect(
            told("{\"data\":[],\"fail\":[{\"code\":\"x\"}]}") == [.failure("[{\"code\":\"x\"}]")])
        #expect(told("{\"data\":[{\"a\":1}],\"fail\":[{\"code\":\"x\"}]}").count == 1)
        #expect(told("{\"data\":[],\"fail\":[ ]}").isEmpty)
    }

    @Test(arguments: [
        ("{\"a\":1,}", JSONFault.syntax), ("{'a':1}", .syntax), ("hello", .syntax),
        ("{\"a\":NaN}", .syntax),
        ("{\"a\":-01}", .syntax), ("{\"a\":\"\\x41\"}", .syntax), ("{\"a\":\"\\u12G4\"}", .syntax),
        ("{\"a\":\"x\u{1B}[2J\"}", .controlCharacter), ("{\"a\":\"x\u{0}y\"}", .controlCharacter),
        ("42", .notObject), ("null", .notObject), ("\"text\"", .notObject),
        ("{\"a\":\"cut", .syntax),
        ("{\"a\":{\"b\":[1,2}", .syntax), ("{\"a\" 1}", .syntax), ("{a:1}", .syntax),
    ])
    func `anything but a record is one broken piece, and its neighbours are kept`(
        bad: String, fault: JSONFault
    ) {
        let events = told("{\"a\":1}\n\(bad)\n{\"a\":2}\n")
        #expect(events.count == 3)
        #expect(events.first == .record("{\"a\":1}", line: 1, offset: 0, array: nil))
        #expect(events[1] == .broken(fault, bad, line: 2, offset: 8))
        #expect(
            events.last
                == .record("{\"a\":2}", line: 3, offset: UInt64(9 + bad.utf8.count), array: nil))
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
            [0x80],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 break a record`(bytes: [UInt8]) {
        let input = Array("{\"a\":\"x".utf8) + bytes + Array("y\"}\n{}".utf8)
        let events = told(input)
        #expect(events.count == 2)
        guard case .broken(.invalidUTF8, _, 1, 0) = events.first else {
            Issue.record("not told as UTF-8 damage: \(events)")
            return
        }
    }

    @Test func `a raw line end in a string makes one piece that runs to the next bracket`() {
        #expect(
            told("{\"a\":\"x\ny\"}\n{}") == [
                .broken(.syntax, "{\"a\":\"x\ny\"}", line: 1, offset: 0),
                .record("{}", line: 3, offset: 12, array: nil),
            ])
    }

    @Test func `a truncated input ends with one truncated piece`() {
        #expect(
            told("{\"a\":1}\n{\"a\":\"c").last
                == .broken(.truncated, "{\"a\":\"c", line: 2, offset: 8))
        #expect(
            told("{\"data\":[{\"clickLogs\":[{\"a\":1},{\"a\":") == [
                .record("{\"a\":1}", line: 1, offset: 23, array: "clickLogs"),
                .broken(.truncated, "{\"a\":", line: 1, offset: 31),
            ])
        #expect(told("[{}").last == .broken(.truncated, "", line: 1, offset: 3))
    }

    @Test
    func `a broken record in an envelope takes the rest of its line with it, but no page after it`()
    {
        let page = "{\"data\":[{\"clickLogs\":[{\"a\":1}]}]}"
        let events = told("{\"data\":[{\"clickLogs\":[{\"a\":1},{\"a\":},{\"a\":3}]}]}\n" + page)
        #expect(events.count == 3)
        #expect(events[1] == .broken(.syntax, "{\"a\":},{\"a\":3}]}]}", line: 1, offset: 31))
        #expect(events[2] == .record("{\"a\":1}", line: 2, offset: 73, array: "clickLogs"))
    }

    @Test func `nesting is walked up to its limit`() {
        func nested(_ depth: Int) -> String {
            "{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                + "}"
        }
        #expect(told(nested(127)) == [.record(nested(127), line: 1, offset: 0, array: nil)])
        #expect(told(nested(128)) == [.broken(.depth, nested(128), line: 1, offset: 0)])
        let bomb = told(String(repeating: "[", count: 1_000_000) + "\n{}")
        #expect(bomb.count == 2)
        #expect(bomb.last == .record("{}", line: 2, offset: 1_000_001, array: nil))
    }

    @Test func `a record over the limit is quarantined by range and its neighbours are kept`() {
        let long = "{\"a\":\"" + String(repeating: "x", count: 3 << 20) + "\"}"
        var reader = RecordReader(testTable, limit: 1 << 20, chunkBytes: 4096)
        let input = Array("{}\n\(long)\n{}".utf8)
        var position = 0
        var kinds: [String] = []
        reading: while true {
            switch reader.next() {
            case .record: kinds.append("record")
            case .broken:
                kinds.append("\(reader.broken.fault)")
                #expect(reader.broken.length == UInt64(long.utf8.count))
                #expect(reader.broken.raw.count == BrokenPiece.inlineLimit)
            case .needsBytes:
                let count = reader.fill { (room: inout MutableRawSpan) -> Int in
                    let count = min(room.byteCount, input.count - position)
                    for index in 0..<count {
                        room.storeBytes(
                            of: input[position + index], toByteOffset: index, as: UInt8.self)
                    }
                    return count
                }
                position += count
            case .end: break reading
            default: kinds.append("other")
            }
        }
        #expect(kinds == ["record", "recordBytes", "record"])
    }

    @Test func `a byte-order mark is dropped at the start and between concatenated files`() {
        #expect(
            told("\u{FEFF}{\"a\":1}\n\u{FEFF}{\"a\":2}") == [
                .record("{\"a\":1}", line: 1, offset: 3, array: nil),
                .record("{\"a\":2}", line: 2, offset: 14, array: nil),
            ])
    }

    @Test func `white space may change from record to record`() {
        let events = told(
            "{\"a\":1}{\"a\": 1}{\"a\" :\n1}{ \"a\":\"x\"}{\"a\":  \"x\"}{\"a\":1 }{\"a\":[1]}{\"a\": [1]}"
        )
        #expect(events.count == 8)
        for event in events {
            guard case .record = event else {
                Issue.record("not a record: \(event)")
                continue
            }
        }
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func `reads of any size give the same events`(step: Int) {
        let inputs = [
            "{\"a\":1}\n{\"subject\":\"R\u{E9}union \\ud83d\\ude00 \\ud800\"}\n{\"b\":[1,{\"c\":null}],\"a\":-1.5e+3}",
            "[{\"a\":true},{\"zz\":\"\u{1F600}\"}]",
            "{\"meta\":{\"status\":200},\"data\":[{\"clickLogs\":[{\"a\":1},{\"a\":2}],\"resultCount\":2}],\"fail\":[]}",
            "{\"a\":1,}\n{\"a\":tru}\n{\"a\":\"\\u00zz\"}\n42 {\"a\":2}, {\"b\":3}\n{\"a\":\"cut",
            "{\"data\":[{\"clickLogs\":[{\"a\":1},{\"a\":],\n\"x\"\n{\"data\":[]}{\"fail\":[1],\"data\":[]}",
            "{\n  \"a\" : 1,\n  \"b\" : \"x\"\n}\n{\n  \"a\" : 1,\n  \"b\" : \"x\"\n}\nhello\r\n\r\n{\"url\":\"\"}",
            "\u{FEFF}{\"a\":1}\u{FEFF}{}",
        ]
        for input in inputs {
            #expect(told(input, step: step, chunkBytes: 256) == told(input), "\(input)")
        }
    }
}
