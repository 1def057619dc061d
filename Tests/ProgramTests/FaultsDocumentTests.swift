import ByteStreams
import Glibc
import TestSupport
import Testing

@Suite struct FaultsDocumentTests {
    @Test func `docs FAULTS agrees with the tables`() throws {
        let text = FaultsDocument.text
        let present = TemporaryDirectory.contents(FaultsDocument.path)
        if present == Array(text.utf8) { return }
        if getenv("RECORD_DOCS") != nil {
            let file = try #require(FaultsDocument.path.withCString { fopen($0, "w") })
            fputs(text, file)
            fclose(file)
        }
        // Recording never passes, so that the diff is read.
        Issue.record("docs/FAULTS.md is not what the tables say: RECORD_DOCS=1 writes it anew")
    }

    @Test func `every case of the catalogue has a row, without gaps`() {
        let numbers =
            HostileCaseTests.cases.map(\.number) + InjectCase.all.map(\.number)
            + RunCase.all.map(\.number)
        let missing = Set(1...(numbers.max() ?? 134)).subtracting(numbers)
        #expect(missing.sorted() == [])
    }
}
