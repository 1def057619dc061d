import Testing

/// Faults of a run's surroundings, one by one.
@Suite struct RunCaseTests {
    @Test(arguments: RunCase.all)
    func `a hostile surrounding`(_ hostile: RunCase) throws {
        try hostile.play(hostile, Stage())
    }
}
