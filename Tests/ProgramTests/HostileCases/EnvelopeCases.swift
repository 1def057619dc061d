import Accounts
import ByteStreams

/// API pages that are truncated, broken or errors.
enum EnvelopeCases {
    private static func page(_ records: [String], before: String = "", after: String = "") -> String
    {
        #"{"meta":{"status":200},"#
            + before + #""data":[{"clickLogs":["# + records.joined(separator: ",")
            + "]}]" + after + "}"
    }

    private static func text(_ text: String) -> @Sendable () -> [UInt8] { { Array(text.utf8) } }

    static let all: [HostileCase] = [
        HostileCase(
            51, "a page cut inside its third record", in: "in.json",
            {
                let whole = page((1...3).map(Hostile.good))
                return Array(whole.utf8.dropLast(60))
            }, exit: 1, seen: 3, converted: 2, rejected: [.jsonTruncated: 1],
            kept: "The records that were complete; the cut one stands in rejects/."),
        HostileCase(
            51, "a page cut behind a record, and a whole page on the next line", in: "in.json",
            text(
                #"{"data":[{"clickLogs":["# + Hostile.good(1) + "\n"
                    + page([Hostile.good(2), Hostile.good(3)]) + "\n" + Hostile.good(4)),
            exit: 1, seen: 5, converted: 4, rejected: [.jsonSyntax: 1],
            kept: "All records; a piece without bytes tells where something is missing."),
        HostileCase(
            52, "a number among the records of a page", in: "in.json",
            text(page([Hostile.good(1), "42", Hostile.good(2)])), exit: 1, seen: 3, converted: 2,
            rejected: [.jsonNotObject: 1], kept: "The records beside it."),
        HostileCase(
            53, "a syntax error among the records of a page on one line", in: "in.json",
            text(page([Hostile.good(1), #"{"a":}"#, Hostile.good(2)])), exit: 1, seen: 2,
            converted: 1, rejected: [.jsonSyntax: 1],
            kept: "The records before it; the rest of the page is one piece in rejects/."),
        HostileCase(
            53, "a syntax error in a page with a record a line", in: "in.json",
            text(
                #"{"data":[{"clickLogs":["# + "\n" + Hostile.good(1) + ",\n" + #"{"a":},"# + "\n"
                    + Hostile.good(2) + "\n]}]}\n" + page([Hostile.good(3)])),
            exit: 1, seen: 4, converted: 3, rejected: [.jsonSyntax: 1],
            kept: "The other records of its page, which goes on, and the page behind it."),
        HostileCase(
            53, "a line of a page with a record a line cut off, its comma and all", in: "in.json",
            text(
                #"{"data":[{"dlpLogs":["# + "\n" + Hostile.good(1) + ",\n" + #"{"a":"x"# + "\n"
                    + Hostile.good(2) + ",\n" + Hostile.good(3) + "\n]}]}\n" + Hostile.good(4)),
            exit: 1, seen: 5, converted: 1, filtered: 3, rejected: [.jsonSyntax: 1],
            kept: "The other records, as what their page says they are, and the record behind it."),
        HostileCase(
            54, "an exported failure", in: "in.json",
            text(
                #"{"meta":{"status":401},"data":[],"fail":[{"errors":[{"code":"err_xdk_invalid","message":"Invalid"}]}]}"#
            ), exit: 1, seen: 0, converted: 0, damage: [.inputAPIError],
            kept: "Nothing; its code and message are shown. It is no empty success."),
        HostileCase(
            55, "an array of records before the page's other members, and a second one",
            in: "in.json",
            text(
                #"{"data":[{"clickLogs":["# + Hostile.good(1)
                    + #"]}],"meta":{"status":200},"data":[{"clickLogs":["# + Hostile.good(2)
                    + "]}]}"), exit: 0, seen: 2, converted: 2,
            kept: "The records of both arrays."),
        HostileCase(
            56, "pages behind each other without a line end", in: "in.json",
            text(page([Hostile.good(1)]) + page([Hostile.good(2)])), exit: 0, seen: 2, converted: 2,
            kept: "The records of both pages."),
        HostileCase(
            57, "a page that announces more records than it has", in: "in.json",
            text(
                page(
                    [Hostile.good(1), Hostile.good(2)],
                    before: #""pagination":{"totalCount":5},"#)), exit: 0, seen: 2, converted: 2,
            kept: "The records that are there: a page is one of several."),
        HostileCase(
            57, "an envelope inside an array, and members behind its records", in: "in.json",
            text(
                "[" + page([Hostile.good(1)], after: #","fail":[]"#) + "," + Hostile.good(2) + "]"),
            exit: 0, seen: 2, converted: 2, kept: "The records of both."),
    ]
}
