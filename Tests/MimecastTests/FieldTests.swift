import JSONRecords
import Mimecast
import TestSupport
import Testing

@Suite struct FieldTests {
    private let table = MimecastFields.table

    @Test func `A field's number is its place in the table`() {
        for field in Field.allCases { #expect(table.read[Int(field.rawValue)] == field.name) }
        #expect(table.read.count == Field.allCases.count)
    }

    @Test func `No name stands in two lists`() {
        let names = table.read + table.documented + table.envelopeArrays + table.failures
        #expect(Set(names).count == names.count)
    }

    @Test func `The sets hold exactly the fields`() {
        for field in Field.allCases { #expect(MimecastFields.all.contains(field)) }
        #expect(MimecastFields.all.bits.nonzeroBitCount == Field.allCases.count)
    }

    /// Every spelling that SPEC 3 to 6 read, in the table's order.
    @Test func `The fields that are read are these`() {
        let names = """
            date eventTime timestamp datetime type eventType result scanResult action actionTriggered \
            reason blockReason rejectionInfo rejectionType senderAddress fromUserEmailAddress \
            senderEnvelope sender recipientAddress userEmailAddress recipients recipient subject \
            messageId msgid route direction url category urlCategory fileName fileType fileMime fileHash \
            sha256 ttpDefinition definition policyDefinition creationMethod details identifiers \
            impersonationResults hits itemsDetected taggedMalicious taggedExternal sendingIp \
            senderIpAddress senderIp sourceIp id processingId aggregateId aCode acc Action Act RejInfo \
            RejType Sender Recipient Rcpt Subject MsgId Route Dir Definition Hits TaggedMalicious \
            TaggedExternal IP SourceIP Virus expiry size
            """
        #expect(Field.allCases.map(\.name) == names.split(separator: " ").map(String.init))
    }

    @Test func `The reader's table fits its sets and shapes envelopes as Mimecast does`() {
        #expect(table.read.count <= FieldTable.capacity)
        #expect(table.envelopeArrays == ["data", "value"])
        #expect(table.failures == ["fail", "error"])
        for name in ["attachmentLogs", "impersonationLogs", "clickLogs", "dlpLogs", "logs"] {
            #expect(table.recordArraySuffixes.contains { name.hasSuffix($0) })
            #expect(!table.read.contains(name))
        }
    }

    @Test func `What collectors and other kinds write is documented, and no drift`() {
        for name in [
            "meta", "resultCount", "tagMap", "emailPartsDescription", "_offset", "_partition",
            "mcType",
            "adminOverride", "userOverride", "spamInfo", "Delivered", "AttNames", "MimecastIP",
        ] { #expect(table.documented.contains(name), "\(name)") }
    }

    @Test func `Case is kept apart`() {
        #expect(Field.subject.name == "subject")
        #expect(Field.siem1Subject.name == "Subject")
        #expect(Field.siem1MsgId.name == "MsgId")
    }

    /// Numbers go into the ids of alerts without a message id.
    @Test func `The first and last fields keep their numbers`() {
        #expect(Field.date.rawValue == 0)
        #expect(Field.messageId.rawValue == 23)
        #expect(Field.size.rawValue == 74)
    }
}
