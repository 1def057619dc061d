import Sophos
import Testing

@Suite struct SeverityRulesTests {
    private let rules = ThreatMapping.builtIn.severity

    @Test func `anything Mimecast calls malicious is high, whatever the category`() {
        for category in Category.allCases {
            #expect(rules.severity(of: category, isMalicious: true) == .high)
        }
    }

    @Test func `a rejected message is low and everything else medium`() {
        #expect(rules.severity(of: .rejection, isMalicious: false) == .low)
        for category in [Category.attachment, .impersonation, .url] {
            #expect(rules.severity(of: category, isMalicious: false) == .medium)
        }
    }

    @Test func `every rule applies to its own case`() {
        let rules = SeverityRules(malicious: .low, rejection: .medium, otherwise: .high)
        #expect(rules.severity(of: .rejection, isMalicious: true) == .low)
        #expect(rules.severity(of: .rejection, isMalicious: false) == .medium)
        #expect(rules.severity(of: .url, isMalicious: false) == .high)
    }
}
