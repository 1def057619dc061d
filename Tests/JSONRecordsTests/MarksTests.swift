import TestSupport
import Testing

@testable import JSONRecords

/// Where plain runs end is found for a whole chunk at once, with whatever the processor has.
@Suite struct MarksTests {
    /// Bytes of every value, those that are marked as frequent as in JSON.
    private static func bytes(_ count: Int, _ seed: UInt64) -> [UInt8] {
        var generator = SeededRandom(seed)
        return (0..<count).map { _ in
            Int.random(in: 0..<8, using: &generator) == 0
                ? UInt8.random(in: 0...255, using: &generator) : UInt8(ascii: "x")
        }
    }

    /// The marked ones of the first `count` bytes.
    private static func marked(_ marks: borrowing Marks, _ count: Int) -> [Int] {
        let words = marks.start
        return (0..<count).filter { words[$0 / 64].littleEndian >> UInt64($0 % 64) & 1 == 1 }
    }

    @Test func `quotes, backslashes, control characters and bytes beyond ASCII are marked`() {
        let marked = (UInt8.min...UInt8.max).filter { Marks.includes($0) }
        #expect(marked == Array(0..<0x20) + [0x22, 0x5C] + Array(0x80...0xFF))
    }

    @Test(arguments: Marks.Width.allCases)
    func `every byte value is marked or not wherever it is`(width: Marks.Width) {
        guard width <= Marks.width else { return }
        let values = Array(UInt8.min...UInt8.max)
        for shift in 0..<64 {
            let bytes = Array(repeating: UInt8(ascii: "x"), count: shift) + values
            let marks = Marks(capacity: bytes.count, width: width)
            marks.update(
                bytes + Array(repeating: 0, count: Chunk.padding), from: 0, to: bytes.count)
            // The payload's end is marked, too.
            let expected = bytes.indices.filter { Marks.includes(bytes[$0]) } + [bytes.count]
            #expect(Self.marked(marks, bytes.count + 1) == expected)
        }
    }

    @Test(arguments: Marks.Width.allCases)
    func `bytes that came in any steps have the same marks`(width: Marks.Width) {
        guard width <= Marks.width else { return }
        let bytes = Self.bytes(700, 1)
        for step in [1, 7, 63, 64, 65, 128, 700] {
            let marks = Marks(capacity: bytes.count, width: width)
            var end = 0
            while end < bytes.count {
                let next = min(end + step, bytes.count)
                let payload = Array(bytes[..<next]) + Array(repeating: 0, count: Chunk.padding)
                marks.update(payload, from: end, to: next)
                end = next
                let expected = (0..<end).filter { Marks.includes(bytes[$0]) } + [end]
                #expect(Self.marked(marks, end + 1) == expected)
            }
        }
    }

    @Test(arguments: [1, 50, 200, 1000])
    func `a chunk that is filled, moved and grown has the marks of its bytes`(step: Int) {
        let bytes = Self.bytes(5000, 2)
        var chunk = Chunk(capacity: 256, maximum: 8192)
        var read = 0
        var isGrowing = false
        while read < bytes.count {
            // Now and then nothing is consumed, so that the chunk must grow.
            if !isGrowing { chunk.consume(to: chunk.upper - min(chunk.count, 37)) }
            isGrowing.toggle()
            read += chunk.fill(atMost: step) { room in
                let count = min(room.byteCount, bytes.count - read)
                for index in 0..<count {
                    room.storeBytes(of: bytes[read + index], toByteOffset: index, as: UInt8.self)
                }
                return count
            }
            expectMarks(of: chunk)
        }
    }

    @Test func `a chunk with a copied or unescaped text has the marks of its bytes`() {
        var chunk = Chunk(capacity: 64, maximum: 8192)
        for length in [0, 1, 63, 64, 65, 300, 4000, 30] {
            let bytes = Self.bytes(length, 3)
            JSONText.withText(of: bytes) { chunk.copy($0) }
            #expect(chunk.upper == length)
            expectMarks(of: chunk)
            let count = length / 14
            let text = String(repeating: #"a\"bc\\\u00e9"#, count: count)
            JSONText.withText(of: Array(text.utf8)) { chunk.unescape($0) }
            #expect(chunk.upper == count * 7)
            expectMarks(of: chunk)
        }
    }

    @Test func `a text that is started again has its marks again`() {
        var bytes = Self.bytes(9 << 20, 4)
        bytes[0] = UInt8(ascii: "\"")
        var chunk = Chunk(capacity: 64, maximum: 10 << 20)
        JSONText.withText(of: bytes) { chunk.copy($0) }
        let mark = chunk.bytes.mark(from: 1)
        chunk.endWalk(at: bytes.count - 100)
        #expect(chunk.bytes.mark(from: bytes.count) == bytes.count)
        chunk.rewind()
        #expect(chunk.bytes.mark(from: 0) == 0)
        #expect(chunk.bytes.mark(from: 1) == mark)
    }

    private func expectMarks(
        of chunk: borrowing Chunk, _ location: SourceLocation = #_sourceLocation
    ) {
        // The payload's end is followed by zeros.
        let bytes = (0...chunk.upper).map { chunk[$0] }
        let marked = bytes.indices.filter { Marks.includes(bytes[$0]) }
        var next = 0
        var wrong: [Int] = []
        for position in bytes.indices {
            if marked[next] < position { next += 1 }
            if chunk.bytes.mark(from: position) != marked[next] { wrong.append(position) }
            guard next + 3 < marked.count, marked[next + 2] < position + 57 else { continue }
            if chunk.bytes.fourthMark(from: position) != marked[next + 3] { wrong.append(position) }
        }
        #expect(wrong == [], sourceLocation: location)
    }

    private static let orders = [[0, 1, 2], [2, 0, 1], [1, 0, 2], [0, 2, 1]]

    /// A record with the same value for three keys.
    private func record(_ value: String, _ order: [Int]) -> String {
        let names = ["a", "b", "subject"]
        return "{" + order.map { "\"\(names[$0])\":\(value)" }.joined(separator: ",") + "}"
    }

    @Test(arguments: ["", "\u{E9}", #"\""#, #"\\"#, #"\u00e9"#, "\u{1F600}", "\u{65E5}\u{672C}"])
    func `values of any length end where they end, in any order of keys`(ending: String) {
        for length in 0...200 {
            let value = "\"" + String(repeating: "x", count: length) + ending + "\""
            let texts = Self.orders.map { record(value, $0) }
            let records = ReadRecord.all(in: texts.joined(separator: "\n"), table: Self.table)
            #expect(records.map(\.text) == texts)
            let fields = ["a": value, "b": value, "subject": value]
            #expect(records.map(\.fields) == texts.map { _ in fields })
            let isEscaped = ending.contains("\\")
            #expect(records.allSatisfy { $0.escaped.count == (isEscaped ? 3 : 0) })
        }
    }

    @Test(arguments: ["\"", "\n", "\u{0}", #"\x"#, #"\"#, "\",", "\":", "\"}"])
    func `a fault is found at the same byte, in any order of keys`(ending: String) {
        for length in 0...130 {
            let sound = "\"" + String(repeating: "x", count: length) + "\""
            let lesson = Self.orders.map { record(sound, $0) }.joined(separator: "\n") + "\n"
            for order in Self.orders {
                let broken = record(sound.dropLast() + ending + "\"", order)
                let alone = ReadRecord.all(in: broken, table: Self.table)
                let learned = ReadRecord.all(in: lesson + broken, table: Self.table)
                    .dropFirst(Self.orders.count)
                #expect(learned.count == alone.count)
                #expect(learned.first?.fault == alone.first?.fault)
                #expect(learned.first?.expected == alone.first?.expected)
                #expect(learned.first?.fields == alone.first?.fields)
                guard let fault = alone.first, fault.fault != nil else { continue }
                let offset = UInt64(lesson.utf8.count) + fault.faultOffset
                #expect(learned.first?.faultOffset == offset)
            }
        }
    }

    private static let table = FieldTable(
        read: ["a", "b", "subject"], documented: [], envelopeArrays: ["data"],
        recordArraySuffixes: ["Logs"], failures: ["fail"])
}
