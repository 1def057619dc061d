import JSONRecords
import Mimecast
import TestSupport
import Testing

@Suite struct FieldTests {
    private let table = MimecastFields.table

    @Test func `a field's number is its place in the table`() {
        for field in Field.allCases { #expect(table.read[Int(field.rawValue)] == field.name) }
        for member in WrapperMember.allCases {
            #expect(table.read[Int(member.number)] == member.name)
        }
        #expect(table.read.count == Field.allCases.count + WrapperMember.allCases.count)
    }

    @Test func `no name is in two lists`() {
        let names = table.read + table.documented + table.failures
        #expect(Set(names).count == names.count)
    }

    /// It would hide the field if all names are in one case.
    @Test func `no documented name is another spelling of a field`() {
        let fields = Set(Field.allCases.map { FieldTable.folded($0.name.utf8) })
        let hidden = table.documented.filter { fields.contains(FieldTable.folded($0.utf8)) }
        #expect(hidden == ["_id"])
    }

    @Test func `the sets contain exactly the fields`() {
        for field in Field.allCases { #expect(MimecastFields.all.contains(field)) }
        #expect(Int(Field.count) == Field.allCases.count)
        #expect(MimecastFields.all.bits.nonzeroBitCount == Field.allCases.count)
    }

    @Test func `the reader's table fits its sets and describes Mimecast's envelopes`() {
        #expect(table.read.count <= FieldTable.capacity)
        #expect(table.envelopeArrays == ["data", "value"])
        #expect(table.failures == ["fail", "error"])
        for name in ["attachmentLogs", "impersonationLogs", "clickLogs", "dlpLogs", "logs"] {
            #expect(table.namesRecords(Array(name.utf8)))
        }
    }

    @Test func `fields of collectors and other kinds are documented, and not drift`() {
        for name in [
            "meta", "resultCount", "tagMap", "emailPartsDescription", "_offset", "_partition",
            "adminOverride", "userOverride", "spamInfo", "Delivered", "AttNames", "MimecastIP",
        ] { #expect(table.documented.contains(name), "\(name)") }
    }

    @Test func `additional member names come after the others`() {
        let names = ["my_text", "subject", "message"]
        let further = MimecastFields.table(unwrapping: names)
        #expect(further.read == table.read + ["my_text"])
        #expect(MimecastFields.furtherMemberLimit >= 16)
    }

    /// The field to which the reader assigns another spelling.
    @Test(arguments: [
        ("USEREMAILADDRESS", Field.userEmailAddress), ("useremailaddress", .userEmailAddress),
        ("user_email_address", .userEmailAddress), ("Date", .date), ("url_s", .url),
        ("scanResult_s", .scanResult), ("scanResults_s", .scanResults), ("date_t", .date),
        ("SCAN_RESULT_S", .scanResult), ("Type", .type), ("type_", .type), ("HITS", .hits),
        ("SUBJECT", .subject), ("msg_id", .msgid), ("Message-Id", .messageId),
        ("taggedMalicious_b", .taggedMalicious), ("id_g", .id),
    ])
    func `another spelling is read as the field it matches`(name: String, field: Field) throws {
        let text = try withRecord(#"{"\#(name)":"x"}"#) { record, _ in
            (Field.allCases.filter { record.text(of: $0) != nil }, record.value(of: field)?.bytes)
        }
        #expect(text.0 == [field])
        #expect(text.1 == Array(#""x""#.utf8))
    }

    @Test(arguments: [
        (#"{"Date":"b","date":"a"}"#, "a"), (#"{"date":null,"Date":"b"}"#, "b"),
        (#"{"Date":"","DATE":"c","date_t":"d"}"#, "c"), (#"{"Date":"null","DATE":"c"}"#, "c"),
        (#"{"DATE":"c","date":"null"}"#, "c"), (#"{"DATE":{"$date":"c"}}"#, "c"),
    ])
    func `the field's own name takes precedence, then the first spelling with a value`(
        json: String, text: String
    ) throws {
        let value = try withRecord(json) { record, _ in record.value(of: .date)?.content.bytes }
        #expect(value == Array(text.utf8))
    }

    /// SPEC 3.1: the text `"null"` holds nothing in any field. A sender's is shown only because it is not
    /// missing (SPEC 3.2), so anything that another spelling holds precedes it.
    @Test(arguments: [
        (#"{"subject":"null","SUBJECT":"a"}"#, "a"), (#"{"SUBJECT":"a","subject":"null"}"#, "a"),
        (#"{"subject":"null","SUBJECT":null}"#, "null"), (#"{"SUBJECT":"null"}"#, "null"),
        (#"{"subject":"a","SUBJECT":"null"}"#, "a"),
        (#"{"subject":"","Subject_s":"null"}"#, "null"),
    ])
    func `a sender's "null" gives way to another spelling with a value, and to no missing one`(
        json: String, text: String
    ) throws {
        let value = try withRecord(json) { record, _ in
            record.value(of: .subject)?.content.bytes
        }
        #expect(value == Array(text.utf8))
    }

    @Test(arguments: [
        (#"{"timestamp":{"$date":"x"}}"#, #""x""#),
        (#"{"timestamp":{"$numberLong":"5"}}"#, #""5""#),
        (#"{"timestamp": { "$date" : {"$numberLong" : "5"} } }"#, #""5""#),
        (#"{"timestamp":{"$numberInt":5}}"#, "5"),
        (#"{"timestamp":{"$date":"x","b":1}}"#, #"{"$date":"x","b":1}"#),
        (#"{"timestamp":{"$oid":"x"}}"#, #"{"$oid":"x"}"#),
    ])
    func `MongoDB's dates and numbers are read as their values`(json: String, text: String) throws {
        let value = try withRecord(json) { record, _ in record.text(of: .timestamp)?.bytes }
        #expect(value == Array(text.utf8))
    }

    @Test func `names differing in case are distinct`() {
        #expect(Field.subject.name == "subject")
        #expect(Field.siem1Subject.name == "Subject")
        #expect(Field.siem1MsgId.name == "MsgId")
    }

    /// Numbers are part of the ids of alerts without a message id. docs/MAPPING.md lists all names in
    /// their order.
    @Test func `the first and last fields keep their numbers`() {
        #expect(Field.date.rawValue == 0)
        #expect(Field.messageId.rawValue == 23)
        #expect(Field.size.rawValue == 74)
        #expect(Field.siem1ScanResultInfo.rawValue == 84)
    }
}
