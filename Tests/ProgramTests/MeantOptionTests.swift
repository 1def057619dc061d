import Testing

@testable import mimecast2sophos

@Suite struct MeantOptionTests {
    private static let names = [
        "-o", "--output", "--overwrite", "--max-rejected", "--max-record-bytes", "--jobs", "--null",
        "--resume", "--deduplicate", "--dry-run",
    ]

    @Test(
        arguments: [
            ("--out", "--output"), ("--OUTPUT", "--output"), ("--dryrun", "--dry-run"),
            ("--force", "--overwrite"), ("--dedupe", "--deduplicate"), ("--threads", "--jobs"),
            ("--outdir", "--output"), ("--over", "--overwrite"), ("--resmue", "--resume"),
            ("--max-rej", "--max-rejected"), ("--max_rejected", "--max-rejected"),
            ("--max", nil), ("--o", nil), ("--gzip", nil), ("--", nil), ("--x", nil),
        ] as [(String, String?)])
    func `the intended option is found`(typed: String, meant: String?) {
        #expect(MeantOption.of(typed, among: Self.names) == meant)
    }
}
