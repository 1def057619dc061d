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
