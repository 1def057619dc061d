internal import Accounts
internal import JSONRecords

/// The recipients and sender domains with the most alerts, if `--top-people` asks for them.
enum PeopleSection {
    static func append(_ people: People, top: Int, to page: inout HTML) {
        guard top > 0, !people.recipients.counts.isEmpty || !people.senderDomains.counts.isEmpty
        else { return }
        page.section(
            "People", id: "people",
            note:
                "Personal data: listed because of <code>--top-people</code>, and on this page only."
        ) { page in
            table("Recipients with the most alerts", "recipient", people.recipients, top, &page)
            table("Sender domains with the most alerts", "domain", people.senderDomains, top, &page)
        }
    }

    private static func table(
        _ caption: String, _ column: String, _ names: People.Names, _ top: Int,
        _ page: inout HTML
    ) {
        if names.counts.isEmpty { return }
        page.table(
            caption, [.text(column), .number("alerts")],
            names.top(top).map { name, count in
                [.name(String(decoding: name, as: UTF8.self)), .count(count)]
            }, of: names.counts.count)
    }
}
