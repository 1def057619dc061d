import Synchronization
import Testing

@testable import ByteStreams

@Suite struct SemaphoreTests {
    private struct Seen {
        var working = 0
        var mostWorking = 0
        var done = 0
    }

    @Test(arguments: [1, 2, 5])
    func `no more threads work than the count allows, and all get their turn`(count: Int) {
        let semaphore = Semaphore(UInt32(count))
        let seen = Mutex(Seen())
        let work: @Sendable () -> Void = {
            for _ in 0..<200 {
                semaphore.withOne {
                    seen.withLock {
                        $0.working += 1
                        $0.mostWorking = max($0.mostWorking, $0.working)
                    }
                    seen.withLock {
                        $0.working -= 1
                        $0.done += 1
                    }
                }
            }
        }
        run(12, work)
        let end = seen.withLock { $0 }
        #expect(end.mostWorking <= count)
        #expect(end.working == 0)
        #expect(end.done == 12 * 200)
    }

    /// Calls `body` on `count` threads and waits for them.
    private func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        guard count > 0 else { return }
        guard let thread = JoinedThread(body) else {
            Issue.record("the system gave no thread")
            return
        }
        run(count - 1, body)
        _ = consume thread
    }

    @Test func `what was taken comes back after a failure`() {
        struct Failure: Error {}
        let semaphore = Semaphore(1)
        for _ in 0..<3 {
            #expect(throws: Failure.self) { try semaphore.withOne { throw Failure() } }
        }
        #expect(semaphore.withOne { 5 } == 5)
    }
}
