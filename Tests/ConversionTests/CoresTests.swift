import Testing

@testable import Runs

@Suite struct CoresTests {
    @Test func `a core is free when fewer inputs are left than there are cores`() {
        let cores = Cores(2, readers: 2, inputs: 3)
        var seen = [cores.isOneFree]
        for _ in 0..<3 {
            cores.read { seen.append(cores.isOneFree) }
            seen.append(cores.isOneFree)
        }
        // During and behind each input.
        #expect(seen == [false, false, false, false, true, true, true])
    }

    @Test func `where inputs are read one by one, any other core is free`() {
        #expect(Cores(2, readers: 1, inputs: 9).isOneFree)
        #expect(!Cores(1, readers: 1, inputs: 9).isOneFree)
    }

    @Test func `an input that fails leaves its core, too`() {
        struct Failure: Error {}
        let cores = Cores(1, readers: 1, inputs: 1)
        #expect(throws: Failure.self) { try cores.read { throw Failure() } }
        #expect(cores.isOneFree)
    }
}
