import JSONRecords
import Sophos
import Testing

@Suite struct AlertIDTests {
    @Test func `an id is a digest's first bytes with version and variant inserted`() {
        // SHA-256 of "abc" (FIPS 180-4): ba7816bf 8f01cfea 414140de 5dae2223 …
        let id = AlertID(digest: 0xBA78_16BF_8F01_CFEA, 0x4141_40DE_5DAE_2223)
        #expect(id.text == "ba7816bf-8f01-8fea-8141-40de5dae2223")
    }

    @Test func `version 8 and variant 10 are set whatever the digest`() {
        #expect(AlertID(digest: 0, 0).text == "00000000-0000-8000-8000-000000000000")
        #expect(AlertID(digest: .max, .max).text == "ffffffff-ffff-8fff-bfff-ffffffffffff")
        for shift in 0..<64 {
            let id = Array(AlertID(digest: 1 << UInt64(shift), 1 << UInt64(shift)).text)
            #expect(id.count == 36)
            #expect(id[14] == "8")
            #expect("89ab".contains(id[19]))
            #expect([8, 13, 18, 23].allSatisfy { id[$0] == "-" })
        }
    }

    @Test func `122 bits distinguish alerts`() {
        var ids: Set<AlertID> = [AlertID(digest: 0, 0)]
        for shift in 0..<64 {
            ids.insert(AlertID(digest: 1 << UInt64(shift), 0))
            ids.insert(AlertID(digest: 0, 1 << UInt64(shift)))
        }
        #expect(ids.count == 1 + 122)
    }

    @Test func `appending keeps existing content`() {
        var buffer = ByteBuffer()
        buffer.append("id ")
        AlertID(digest: 0x1234_5678_9ABC_DEF0, 0xFEDC_BA98_7654_3210).append(to: &buffer)
        #expect(
            String(decoding: buffer.bytes, as: UTF8.self)
                == "id 12345678-9abc-8ef0-bedc-ba9876543210")
    }
}
