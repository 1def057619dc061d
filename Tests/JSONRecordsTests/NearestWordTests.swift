import JSONRecords
import Testing

@Suite struct NearestWordTests {
    @Test(
        arguments: [
            ("", "", 0), ("check", "check", 0), ("chekc", "check", 1), ("chek", "check", 1),
            ("check", "", 5), ("kitten", "sitting", 3),
        ])
    func `differing letters are counted, a swap as one`(
        first: String, second: String, distance: Int
    ) {
        #expect(NearestWord.distance(Array(first.utf8), Array(second.utf8)) == distance)
        #expect(NearestWord.distance(Array(second.utf8), Array(first.utf8)) == distance)
    }

    @Test func `only a close word is meant, the closest first`() {
        #expect(NearestWord.of("replai", among: ["explain", "replay"]) == "replay")
        #expect(NearestWord.of("archive", among: ["check", "convert"]) == nil)
        // Short words are close to everything.
        #expect(NearestWord.of("in", among: ["on", "an"]) == nil)
        #expect(NearestWord.of("", among: ["on", "--"]) == nil)
    }

    @Test func `case and dashes do not matter`() {
        #expect(NearestWord.of("threat_ID", among: ["threatId", "threats"]) == "threatId")
        #expect(NearestWord.of("--dryrun", among: ["--dry-run", "--drain"]) == "--dry-run")
    }

    @Test func `of two equally close words none is meant`() {
        #expect(NearestWord.of("--sinde", among: ["--since", "--singe"]) == nil)
    }
}
