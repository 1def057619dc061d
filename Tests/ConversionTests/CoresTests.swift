import Pipeline
import Testing

@testable import Runs

@Suite struct CoresTests {
    @Test func `a core is free once fewer inputs are left than cores`() {
        let cores = Cores(2, readers: 2, inputs: 3)
        var seen = [cores.spare.isOneFree]
        for _ in 0..<3 {
            cores.read { seen.append(cores.spare.isOneFree) }
            seen.append(cores.spare.isOneFree)
        }
        // During and after each input.
        #expect(seen == [false, false, false, false, true, true, true])
    }

    @Test func `if inputs are read one by one, any other core is free`() {
        #expect(Cores(2, readers: 1, inputs: 9).spare.isOneFree)
        #expect(!Cores(1, readers: 1, inputs: 9).spare.isOneFree)
    }

    @Test func `free cores are shared by the inputs that are still read`() {
        #expect(Cores(8, readers: 8, inputs: 1).spare.share == 7)
        #expect(Cores(8, readers: 8, inputs: 3).spare.share == 1)
        #expect(Cores(8, readers: 8, inputs: 5).spare.share == 0)
    }

    @Test func `a failed input releases its core, too`() {
        struct Failure: Error {}
        let cores = Cores(1, readers: 1, inputs: 1)
        #expect(throws: Failure.self) { try cores.read { throw Failure() } }
        #expect(cores.spare.isOneFree)
    }
}
