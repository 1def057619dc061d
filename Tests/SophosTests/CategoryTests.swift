import Sophos
import Testing

@Suite struct CategoryTests {
    @Test func `names, types and places are those of SPEC 6.1`() {
        #expect(
            Category.allCases.map(\.rawValue) == [
                "attachment", "impersonation", "url", "rejection",
            ])
        #expect(Category.allCases.map(\.word.description) == Category.allCases.map(\.rawValue))
        #expect(Category.allCases.map(\.index) == [0, 1, 2, 3])
        #expect(
            Category.allCases.map(\.type.description) == [
                "Event::Integration::Mimecast::Attachment",
                "Event::Integration::Mimecast::Impersonation",
                "Event::Integration::Mimecast::Url",
                "Event::Integration::Mimecast::Rejection",
            ])
    }

    /// `--unmapped category`: the threat that Sophos's table gives the category's own alert.
    @Test func `a category's threat is that of its constant name`() {
        let threat = { (name: String) in ThreatMapping.builtIn.match(Array(name.utf8)).row?.threat }
        #expect(Category.attachment.threat == threat("Unsafe Email Attachment"))
        #expect(Category.impersonation.threat == threat("Impersonation Attempt"))
        #expect(Category.url.threat == threat("URL Protection"))
        #expect(Category.url.threat?.id == "T1598.003")
        #expect(Category.rejection.threat == nil)
    }
}
