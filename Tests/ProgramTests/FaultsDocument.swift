import Accounts
import ByteStreams

/// docs/FAULTS.md as generated from the tables of hostile cases.
enum FaultsDocument {
    static let path = Path(#filePath).directory.directory.directory.appending("docs/FAULTS.md")

    static var text: String {
        introduction
            + section("JSON, line by line", rows(JSONCases.all))
            + section("What collectors write around records", rows(WrapperCases.all))
            + section("Encodings and line ends", rows(EncodingCases.all))
            + section("Pages of the API", rows(EnvelopeCases.all))
            + section("Gzip", rows(GzipCases.all))
            + section(
                "What a mail's sender can write", introduction: injectIntroduction,
                InjectCase.all.map { row($0.number, $0.name, $0.kept, "Nothing.", "0") })
            + section("Outputs that are inputs", rows(OutputCases.all))
            + section("Names", rows(NameCases.all))
            + section("Inputs that cannot be read, or change", rows(InputCases.all))
            + section("Outputs that cannot be written", rows(WritingCases.all))
            + section("Signals, kills and limits", rows(ProcessCases.all))
            + section("Runs that are resumed", rows(ResumeCases.all))
            + section("What may not change a byte", rows(InvarianceCases.all))
    }

    private static let introduction = """
        # Faults, and what becomes of them

        Written from the tables of the tests (`Tests/ProgramTests/HostileCases`); each row is a test that runs the program. To change it, change a table, run `RECORD_DOCS=1 swift test --filter FaultsDocument`, and read the difference.

        What holds in every row:

        - `seen = converted + filtered + duplicate + rejected`. The tests count `seen` on their own.
        - A rejected record is in `rejects/` with its location, its reason and its bytes.
        - A file has its final name only when it is whole.
        - Alerts are in `unproven/` when a checksum, the end of the input or the input itself is wrong; `--keep-damaged` puts them into `alerts/`.
        - What a mail's sender can write never moves an alert out of the output.
        - No control character, bidirectional control or line separator of an input reaches a terminal, `summary.json` or `summary.html`.

        """

    private static let injectIntroduction = """
        The subject, the link and the name of an alert contain this text. In every format an alert stays one line, and what is written reads back as it was.

        """

    private static func section(
        _ title: String, introduction: String = "", _ rows: [String]
    ) -> String {
        """

        ## \(title)

        \(introduction.isEmpty ? "" : introduction + "\n")\
        | # | fault | what is kept | what is reported | exit |
        |---|---|---|---|---|
        \(rows.joined())
        """
    }

    private static func rows(_ cases: [HostileCase]) -> [String] {
        cases.sorted { $0.number < $1.number }.map {
            row($0.number, $0.name, $0.kept, reported($0), String($0.exit))
        }
    }

    private static func rows(_ cases: [RunCase]) -> [String] {
        cases.map { row($0.number, $0.name, $0.kept, $0.reported, String($0.exit)) }
    }

    private static func row(_ number: Int, _ cells: String...) -> String {
        let escaped = cells.map { $0.replacing("|", with: #"\|"#) }
        return "| \(number) | \(escaped.joined(separator: " | ")) |\n"
    }

    /// The reasons and warnings of a case by name.
    private static func reported(_ hostile: HostileCase) -> String {
        var parts = hostile.damage.map(\.rawValue).sorted().map { "`\($0)`" }
        parts = parts.isEmpty ? [] : ["damage " + parts.joined(separator: " or ")]
        if let rejected = hostile.rejected {
            for reason in RejectReason.allCases {
                if let count = rejected[reason] { parts.append(counted(reason.rawValue, count)) }
            }
        } else {
            parts.append("rejects by what they are")
        }
        for warning in Warning.allCases {
            if let count = hostile.warnings[warning] {
                parts.append("warning " + counted(warning.rawValue, count))
            }
        }
        return parts.isEmpty ? "Nothing." : parts.joined(separator: ", ")
    }

    private static func counted(_ name: String, _ count: UInt64) -> String {
        count == 1 ? "`\(name)`" : "`\(name)` \(count) times"
    }
}
