import JSONRecords
import Sophos
import Testing

@Suite struct EmailAddressTests {
    /// The expression that OCSF 1.8 publishes for its type `email_t`.
    nonisolated(unsafe) private static let published =
        /^[a-zA-Z0-9!#$%&'*+-\/=?^_`{|}~.]+@[a-zA-Z0-9\-]+\.[a-zA-Z0-9\-.]+$/

    private func isValid(_ text: String) -> Bool {
        JSONText.withText(of: Array(text.utf8), EmailAddress.isValid)
    }

    @Test(arguments: [
        "a@b.c", "o'brien+tag@mail.example.org", "a.b,c/d@x-1.example", "{a}|~`@e.x", "a@-.-",
        "a@b..c", "a@b.c.", #"\u0061@b.c"#, #"a@b\u002ec"#, #"a\/b@c.d"#,
    ])
    func `valid addresses are accepted`(text: String) {
        #expect(isValid(text))
    }

    @Test(arguments: [
        "", "@", "a", "a@", "a@b", "@b.c", "a@.c", "a@b.", "a@b@c.d", "a b@c.d", "a@b c.d",
        "Alice <a@b.c>", "<a@b.c>", "a@b.c,d@e.f", "\"a\"@b.c", "é@b.c", "a@é.c", "a@b.c\n",
        "a;b@c.d", "a:b@c.d", "a(b@c.d", "a@b.c_d", #"a\u0020@b.c"#, #"a@b.c\n"#, "a@[192.0.2.1]",
    ])
    func `invalid addresses are rejected`(text: String) {
        #expect(!isValid(text))
    }

    @Test func `every character is judged as by the published expression`() {
        for number in UInt8(0)..<128 where number != UInt8(ascii: "\\") {
            let character = Character(Unicode.Scalar(number))
            for text in [
                "\(character)@b.c", "a@\(character).c", "a@b.\(character)", "a@b.c\(character)",
            ] {
                #expect(isValid(text) == (text.wholeMatch(of: Self.published) != nil), "\(number)")
            }
        }
    }
}
