import TestSupport
import Testing

@testable import JSONRecords

@Suite struct ByteBufferTests {
    @Test(arguments: [0, 1, 99, 100])
    func `dropping bytes at the front keeps the rest, and appending continues after it`(count: Int)
    {
        var buffer = ByteBuffer()
        for byte in 0..<100 { buffer.append(UInt8(byte)) }
        buffer.removeFirst(count)
        buffer.append(200)
        let bytes = buffer.bytes
        #expect(bytes == Array(UInt8(count)..<100) + [200])
    }

    @Test func `memory that only long content needed is released with it`() {
        var buffer = ByteBuffer()
        buffer.append([UInt8](repeating: 1, count: 3 << 20))
        buffer.append(2)
        buffer.append(3)
        var capacities = [buffer.capacity]
        buffer.removeFirst(3 << 20)
        let rest = buffer.bytes
        capacities.append(buffer.capacity)
        #expect(rest == [2, 3])
        #expect(capacities[0] > 3 << 20 && capacities[1] < 1 << 20)
    }

    /// Byte by byte, up to the first one that is neither plain ASCII, a quote nor a backslash.
    private func escaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        text.prefix { $0 >= 0x20 && $0 < 0x7F }.flatMap { byte -> [UInt8] in
            byte == 0x22 || byte == 0x5C ? [0x5C, byte] : [byte]
        }
    }

    @Test(arguments: ByteBuffer.Escaping.supported)
    func `quotes and backslashes are escaped up to the first other byte`(
        escaping: ByteBuffer.Escaping
    ) {
        var generator = SeededRandom(11)
        for length in Array(0...200) + [1000, 4096] {
            // Many escapes, some, and none; sometimes followed by a byte that ends it.
            for share in [1, 4, 1000] {
                var text = (0..<length).map { _ in
                    Int.random(in: 0..<share, using: &generator) == 0
                        ? [0x22, 0x5C].randomElement(using: &generator)!
                        : UInt8.random(in: 0x20..<0x7F, using: &generator)
                }
                if length > 0, Bool.random(using: &generator) {
                    let place = Int.random(in: 0..<length, using: &generator)
                    text[place] = [0x00, 0x1F, 0x7F, 0x80, 0xFF].randomElement(using: &generator)!
                }
                let start = Int.random(in: 0...min(3, length), using: &generator)
                let expected = escaped(text[start...])
                var buffer = ByteBuffer()
                buffer.append(7)
                let end = JSONText.withText(of: text) {
                    buffer.appendEscaping($0, from: start, by: escaping)
                }
                let bytes = buffer.bytes
                #expect(bytes == [7] + expected)
                #expect(end == start + text[start...].prefix { $0 >= 0x20 && $0 < 0x7F }.count)
            }
        }
    }
}
