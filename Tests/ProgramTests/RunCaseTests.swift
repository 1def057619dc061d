import Testing

/// Faults in a run's environment, one by one.
@Suite struct RunCaseTests {
    @Test(arguments: RunCase.all)
    func `a hostile environment is handled as its table says`(_ hostile: RunCase) throws {
        try hostile.play(hostile, Stage())
    }
}
