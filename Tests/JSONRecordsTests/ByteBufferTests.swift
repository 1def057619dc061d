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
}
