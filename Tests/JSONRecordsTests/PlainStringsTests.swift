import TestSupport
import Testing

@testable import JSONRecords

/// Strings without escapes are searched many bytes at once, and arrays of such strings without examining
/// each element. Both must give the results of the slow path.
@Suite struct PlainStringsTests {
    private static let table = FieldTable(
        read: ["list", "subject"], documented: [], envelopeArrays: ["data"],
        recordArraySuffixes: ["Logs"], failures: ["fail"])

    @Test func `the bits of a mask are the same on every processor`() {
        var generator = SeededRandom(11)
        for _ in 0..<2000 {
            let expected = UInt32(truncatingIfNeeded: generator.next()) & 0xFFFF
            var mask = SIMDMask<SIMD16<Int8>>()
            for index in 0..<16 { mask[index] = expected >> UInt32(index) & 1 == 1 }
            #expect(mask.bits == expected)
            #expect(mask.portableBits == expected)
        }
    }

    @Test(arguments: [UInt8](0...255))
    func `each byte ends a plain run or not, wherever it is`(byte: UInt8) {
        let isPlain = byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
        for length in [0, 1, 15, 16, 31, 32, 47, 48, 63, 64, 65, 127, 128, 200] {
            let before = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            var chunk = Chunk(capacity: 512, maximum: 512)
            _ = chunk.fill(atMost: 512) { (room: inout MutableRawSpan) -> Int in
                for (index, byte) in (before + [byte, 0x22]).enumerated() {
                    room.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
                }
                return length + 2
            }
            #expect(chunk.bytes.mark(from: 0) == (isPlain ? length + 1 : length))
        }
    }

    @Test(arguments: ["", "x", "\"", "\\", ",", "]", "[", "}", " ", "\u{0}", "\u{E9}", "\n", "\\n"])
    func `an array of plain strings is distinguished from near misses`(other: String) {
        let array = Array(#"["a@example.com","","Body"]"#.utf8)
        for position in 1...array.count {
            for replaced in 0...1 where position + replaced <= array.count {
                var changed = array
                changed.replaceSubrange(position..<(position + replaced), with: other.utf8)
                let text = String(decoding: changed, as: UTF8.self)
                let record = read(#"{"list":\#(text),"subject":"s"}"#)
                // With a space after the bracket each element is examined.
                let careful = read(#"{"list":[ \#(text.dropFirst()),"subject":"s"}"#)
                #expect(record.map(\.fault) == careful.map(\.fault), "\(text)")
                #expect(
                    record.map { $0.faultOffset > 8 ? $0.faultOffset + 1 : $0.faultOffset }
                        == careful.map(\.faultOffset), "\(text)")
                #expect(
                    record.map { $0.fields["list"] }
                        == careful.map {
                            $0.fields["list"]?.replacing("[ ", with: "[", maxReplacements: 1)
                        },
                    "\(text)")
            }
        }
    }

    /// Where escapes are dense they are processed in blocks. A reader that examines each byte must
    /// agree, wherever the block boundaries fall.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `many escapes are read as if one by one`(seed: UInt64) {
        var generator = SeededRandom(seed)
        let pieces = [
            #"\""#, #"\\"#, #"\\"#, "a", "subject", "aaaaaaaaaaaaaaa", #"\n"#, #"\u0041"#, "é",
            #"\ud800"#,
            #"\/"#, "\u{1F600}", " ",
        ]
        let faults = ["\"", "\n", "\u{1}", #"\x"#, #"\u00g0"#, "\\"]
        for _ in 0..<300 {
            var content = #"\\\\\\"#
            for _ in 0..<Int.random(in: 0...60, using: &generator) {
                content += pieces.randomElement(using: &generator)!
            }
            if Bool.random(using: &generator) {
                content += faults.randomElement(using: &generator)! + "aaaa"
            }
            let line = #"{"subject":"\#(content)","list":[]}"#
            let records = ReadRecord.all(in: line, table: Self.table)
            let isSound = JSONChecker.members(of: Array(line.utf8)) != nil
            #expect((records.first?.fault == nil) == isSound, "\(line)")
            guard isSound else { continue }
            #expect(records.map(\.fields) == [["subject": "\"\(content)\"", "list": "[]"]])
            let expected = JSONText.withText(of: Array(content.utf8), JSONStrings.unescape)
            for escaping in ByteBuffer.Escaping.supported {
                #expect(Self.unescaped(content, escaping) == expected, "\(line)")
            }
        }
    }

    @Test(arguments: ByteBuffer.Escaping.supported)
    func `a string of any length is unescaped, wherever its escapes are`(
        escaping: ByteBuffer.Escaping
    ) {
        for length in 0...140 {
            let before = String(repeating: "x", count: length)
            for escapes in [
                #"\""#, #"\\"#, #"\/"#, #"\n"#, #"\u0041"#, #"\\n"#, #"\\\n"#, #"\\\\\\"#,
                #"\\\\\\\""#, #"\"\"\n\""#, "\u{E9}\\/",
            ] {
                for rest in [0, 1, 63, 64, 70] {
                    let content = before + escapes + String(repeating: "y", count: rest)
                    let expected = JSONText.withText(
                        of: Array(content.utf8), JSONStrings.unescape)
                    #expect(Self.unescaped(content, escaping) == expected, "\(content)")
                }
            }
        }
    }

    /// A chunk's bytes for a string's content.
    private static func unescaped(
        _ content: String, _ escaping: ByteBuffer.Escaping
    ) -> [UInt8] {
        var chunk = Chunk(capacity: 4096, maximum: 4096)
        JSONText.withText(of: Array(content.utf8)) { chunk.unescape($0, by: escaping) }
        return chunk.bytes(0..<chunk.upper)
    }

    private func read(_ line: String) -> [ReadRecord] {
        ReadRecord.all(in: line, table: Self.table)
    }
}
