import Accounts
import TestSupport
import Testing

/// Whom alerts concern is counted only on request, and within limits.
@Suite struct PeopleTests {
    private static func click(_ recipient: String, _ sender: String) -> String {
        #"{"url":"u","scanResult":"malicious","date":"2025-07-17T08:42:23+0000","#
            + #""userEmailAddress":"\#(recipient)","fromUserEmailAddress":"\#(sender)"}"# + "\n"
    }

    private static let text =
        click("Grace@example.com", "a@Evil.example") + click("grace@example.com", "b@evil.example")
        + click("alan@example.com", "no address") + click("", "c@")

    private func counts(_ names: People.Names) -> [String: UInt64] {
        Dictionary(
            uniqueKeysWithValues: names.counts.map {
                (String(decoding: $0.key, as: UTF8.self), $0.value)
            })
    }

    @Test func `recipients and sender domains are counted in any case`() throws {
        let people = try convert(text: Self.text) { $0.countsPeople = true }.summary.total.people
        #expect(counts(people.recipients) == ["grace@example.com": 2, "alan@example.com": 1])
        #expect(counts(people.senderDomains) == ["evil.example": 2])
    }

    @Test func `nobody is counted without the option`() throws {
        #expect(try convert(text: Self.text).summary.total.people == People())
    }

    @Test func `names past the limits are counted together, whichever way they are added`() {
        var one = People.Names()
        one.add([UInt8](repeating: 0x61, count: People.Names.longest + 1), 5)
        for number in 0..<People.Names.limit { one.add(Array("n\(number)".utf8)) }
        #expect(one.counts.count == People.Names.limit)
        #expect(one.others == 5)
        var (a, b) = (People(), People())
        a.recipients = one
        b.recipients.add(Array("n0".utf8), 7)
        b.recipients.add(Array("new".utf8), 2)
        a.add(b)
        #expect(a.recipients.others == 7)
        #expect(a.recipients.top(1).map(\.count) == [8])
        let sum = a.recipients.counts.values.reduce(a.recipients.others, +)
        #expect(sum == UInt64(People.Names.limit) + 14)
    }
}
