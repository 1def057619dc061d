import JSONRecords
import Testing

@Suite struct ShortTextTests {
    @Test(arguments: 0...32)
    func `text of any length that fits is appended, and nothing after it`(count: Int) {
        let text = (0..<count).map { UInt8($0 + 1) }
        var buffer = ByteBuffer(capacity: 64)
        buffer.append("<")
        for _ in 0..<3 { buffer.append(ShortText<4>(text)) }
        buffer.append(">")
        #expect(buffer.bytes == [0x3C] + text + text + text + [0x3E])
    }
}
