import Mimecast
import TestSupport
import Testing

@Suite struct VerdictTests {
    private func verdict(_ json: String) throws -> Verdict {
        try withRecord(json) { record, _ in Verdict(of: record) }
    }

    @Test(arguments: [
        ("clean", Verdict.cleanOrSafe), ("safe", .cleanOrSafe), (" Clean ", .cleanOrSafe),
        ("SAFE", .cleanOrSafe), (#"\u0063lean"#, .cleanOrSafe), (#"safe\r\n"#, .cleanOrSafe),
        ("malicious", .malicious), ("Malicious", .malicious), ("unsafe", .otherKnown),
        ("suspicious", .otherKnown), ("timeout", .otherKnown), ("error", .otherKnown),
        ("unknown", .otherKnown), ("all", .otherKnown), ("cleanish", .unknownWord),
        ("clean safe", .unknownWord),
        ("", .missing), ("null", .missing), ("  ", .missing),
    ])
    func `either field gives the verdict`(word: String, expected: Verdict) throws {
        #expect(try verdict(#"{"result":"\#(word)"}"#) == expected)
        #expect(try verdict(#"{"scanResult":"\#(word)"}"#) == expected)
    }

    @Test func `an empty result yields to scanResult`() throws {
        #expect(try verdict(#"{"result":null,"scanResult":"clean"}"#) == .cleanOrSafe)
        #expect(try verdict(#"{"scanResult":"clean","result":"malicious"}"#) == .malicious)
        #expect(try verdict(#"{"result":[ ],"scanResult":"clean"}"#) == .cleanOrSafe)
        #expect(try verdict(#"{"result":{},"scanResult":[]}"#) == .missing)
        #expect(try verdict(#"{"taggedMalicious":false}"#) == .missing)
    }

    @Test(arguments: [
        (#"{"taggedMalicious":true}"#, true), (#"{"taggedMalicious":"true"}"#, true),
        (#"{"TaggedMalicious":"True"}"#, true), (#"{"taggedMalicious":false}"#, false),
        (#"{"taggedMalicious":1}"#, true), (#"{"taggedMalicious":" \u0031"}"#, true),
        (#"{"taggedMalicious":{},"TaggedMalicious":true}"#, true),
        (#"{"TaggedMalicious":true,"taggedMalicious":false}"#, false),
        (#"{"taggedMalicious":"false"}"#, false), (#"{"taggedMalicious":null}"#, false),
        (#"{"taggedExternal":true}"#, false), ("{}", false),
    ])
    func `the malicious tag is a boolean or its word`(json: String, expected: Bool) throws {
        #expect(try withRecord(json) { record, _ in Verdict.isTaggedMalicious(record) } == expected)
    }
}
