import Testing

@testable import ByteStreams

@Suite struct GuardedTests {
    @Test func `one thread at a time touches the value`() {
        let numbers = Guarded<[Int]>([])
        Workers.run(12) {
            for _ in 0..<500 { numbers.withLock { $0.append($0.count) } }
        }
        #expect(numbers.withLock { $0 } == Array(0..<6000))
    }

    @Test func `what the body gives is handed on`() {
        let value = Guarded("a")
        let before = value.withLock { text in
            defer { text += "b" }
            return text
        }
        #expect(before == "a")
        #expect(value.withLock { $0 } == "ab")
    }
}
