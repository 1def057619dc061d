import Runs
import Testing

@Suite struct BudgetTests {
    @Test(arguments: ["0", "12", "0%", "5%", "0.5%", "0.125%", "100%"])
    func `a budget reads back as typed`(text: String) {
        #expect(Budget(text)?.text == text)
    }

    @Test(arguments: ["", "%", "-1", "1.5", "101%", "1.2345%", "5 %", "5%%", "a", "1.%", ".5%"])
    func `anything else is not a budget`(text: String) { #expect(Budget(text) == nil) }

    @Test func `a share of a baseline may exceed 100 percent`() {
        #expect(Budget("300%", greatest: 1000)?.text == "300%")
        #expect(Budget("300%", greatest: 1000)?.holds(3, of: 1) == true)
        #expect(Budget("1000.001%", greatest: 1000) == nil)
    }

    @Test func `a count is a limit that may be reached`() {
        #expect(Budget.count(3).holds(3, of: 10))
        #expect(!Budget.count(3).holds(4, of: 10))
    }

    @Test func `a share is compared exactly`() throws {
        let third = try #require(Budget("33.333%"))
        #expect(third.holds(33_333, of: 100_000))
        #expect(!third.holds(33_334, of: 100_000))
        #expect(!third.holds(1, of: 3))
        #expect(third.holds(0, of: 0))
        #expect(!third.holds(1, of: 0))
        #expect(Budget.share(100_000).holds(.max, of: .max))
    }
}
