import Sophos
import Testing

@Suite struct SeverityTests {
    @Test func `words are those of Sophos alerts, and numbers those of its CEF script`() {
        #expect(Severity.allCases.map(\.word.description) == ["low", "medium", "high"])
        #expect(Severity.allCases.map(\.rawValue) == ["low", "medium", "high"])
        #expect(Severity.allCases.map(\.number) == [1, 5, 8])
    }
}
