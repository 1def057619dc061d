import JSONRecords
import Sophos
import Testing

@Suite struct IPAddressTests {
    private func isValid(_ text: String) -> Bool {
        JSONText.withText(of: Array(text.utf8)) { IPAddress.isValid($0) }
    }

    @Test(arguments: [
        "0.0.0.0", "255.255.255.255", "192.0.2.1", "10.0.0.10", "1.2.3.4", "::", "::1", "1::",
        "2001:db8::1", "2001:DB8::AbCd", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
        "1::3:4:5:6:7:8", "0:0:0:0:0:0:0:0", "fe80::0202:b3ff:fe1e:8329", "::ffff:192.0.2.1",
        "::192.0.2.1", "1:2:3:4:5:6:192.0.2.1", "64:ff9b::192.0.2.33", "1:2:3:4:5::192.0.2.1",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789",
    ])
    func `valid addresses are accepted`(text: String) {
        #expect(isValid(text))
    }

    @Test(arguments: [
        "", "1", "Internal IP", "N/A", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3",
        "256.1.1.1",
        "1.1.1.256", "01.2.3.4", "1.2.3.04", "00.0.0.0", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4/24",
        "1.2.3.4:25",
        "1.2.3.-4", "1.2.3.4a", "a.b.c.d", "1,2,3,4", "1.2.3.1000", "0x1.2.3.4", "\u{661}.2.3.4",
        "1.2.3.4\n",
        ":", ":::", "1:", ":1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
        "::1::",
        "1::2::3", ":1::2", "1::2:", "12345::", "g::1", "fe80::1%eth0", "[::1]",
        "1:2:3:4:5:6:7:192.0.2.1",
        "::ffff:192.0.2", "::ffff:192.0.2.256", "::192.0.2.1:1", "192.0.2.1::", "::ffff:01.2.3.4",
        "1:2:3:4:5:6::192.0.2.1:", "1:2:3:4:5:6::192.0.2.1", "1::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:::",
        "::1.2.3.4.5",
        "::.1.2.3",
        "2001:db8::1/64", "00001::", "::-1", "1:2:3:4:5:192.0.2.1",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
    ])
    func `invalid addresses are rejected`(text: String) {
        #expect(!isValid(text))
    }

    @Test func `every octet from 0 to 255 is accepted at every position`() {
        for number in 0...300 {
            for place in 0..<4 {
                var parts = ["1", "1", "1", "1"]
                parts[place] = String(number)
                let text = parts.joined(separator: ".")
                #expect(isValid(text) == (number <= 255), "\(text)")
                #expect(isValid("::" + text) == (number <= 255), "\(text)")
            }
        }
    }
}
