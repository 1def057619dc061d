import Testing

@testable import ByteStreams

@Suite struct GuardedTests {
    @Test func `one thread at a time accesses the value`() {
        let numbers = Guarded<[Int]>([])
        Workers.run(12) {
            for _ in 0..<500 { numbers.withLock { $0.append($0.count) } }
        }
        #expect(numbers.withLock { $0 } == Array(0..<6000))
    }

    @Test func `the body's result is returned`() {
        let value = Guarded("a")
        let before = value.withLock { text in
            defer { text += "b" }
            return text
        }
        #expect(before == "a")
        #expect(value.withLock { $0 } == "ab")
    }
}
