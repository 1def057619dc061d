import Synchronization
import Testing

@testable import Conversion

@Suite struct PermitsTests {
    private struct Seen {
        var working = 0
        var mostWorking = 0
        var done = 0
    }

    @Test(arguments: [1, 2, 5])
    func `no more threads work than there are permits, and all get one`(count: Int) {
        let permits = Permits(count)
        let seen = Mutex(Seen())
        Workers.run(12) {
            for _ in 0..<200 {
                permits.withOne {
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

    @Test func `a permit comes back after a failure`() {
        struct Failure: Error {}
        let permits = Permits(1)
        for _ in 0..<3 {
            #expect(throws: Failure.self) { try permits.withOne { throw Failure() } }
        }
        #expect(permits.withOne { 5 } == 5)
    }
}
