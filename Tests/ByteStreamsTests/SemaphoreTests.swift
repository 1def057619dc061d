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
    func `no more threads run than the count allows, and all get their turn`(count: Int) {
        let semaphore = Semaphore(UInt32(count))
        let seen = Mutex(Seen())
        Workers.run(12) {
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
        let end = seen.withLock { $0 }
        #expect(end.mostWorking <= count)
        #expect(end.working == 0)
        #expect(end.done == 12 * 200)
    }

    @Test func `a permit is returned after a failure`() {
        struct Failure: Error {}
        let semaphore = Semaphore(1)
        for _ in 0..<3 {
            #expect(throws: Failure.self) { try semaphore.withOne { throw Failure() } }
        }
        #expect(semaphore.withOne { 5 } == 5)
    }
}
