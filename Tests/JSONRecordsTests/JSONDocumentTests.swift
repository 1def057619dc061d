import JSONRecords
import Testing

@Suite struct JSONDocumentTests {
    private typealias Document = JSONDocument<Never>

    private func document(_ text: String) throws -> Document { try Document(Array(text.utf8)) }

    private func member(_ text: String) throws -> (Document, JSONNode.Member) {
        let document = try document("{\"a\": \(text)}")
        return (document, try document.members(of: document.root)[0])
    }

    @Test func `values keep their positions and digits`() throws {
        let document = try document("{\"a\":\n [1e2, \"\\u00e9\\n\", true, null, {}]}")
        let member = try document.members(of: document.root)[0]
        #expect(member.key == "a" && member.offset == 1 && member.node.offset == 7)
        let elements = try document.elements(of: member)
        #expect(
            elements.map(\.value) == [
                .number("1e2"), .string("\u{E9}\n"), .boolean(true), .null, .object([]),
            ])
        #expect(document.line(of: elements[0].offset) == 2)
    }

    @Test func `comments are accepted only if allowed`() throws {
        let text = Array("// why\n{}".utf8)
        #expect(throws: Document.Problem.self) { try Document(text) }
        #expect(try Document(text, allowsComments: true).root.value == .object([]))
    }

    @Test(arguments: ["0", "7", "18446744073709551615"])
    func `integers are read exactly`(text: String) throws {
        let (document, member) = try member(text)
        #expect(try document.wholeNumber(of: member) == UInt64(text))
    }

    @Test(arguments: ["-1", "-0", "1.0", "1e3", "18446744073709551616", "\"1\"", "null"])
    func `anything but an integer is reported`(text: String) throws {
        let (document, member) = try member(text)
        let problem = #expect(throws: Document.Problem.self) {
            try document.wholeNumber(of: member)
        }
        #expect(problem?.reason == .form(.wrongType(key: "a", expected: .wholeNumber)))
        #expect(problem?.column == 7)
    }

    @Test(arguments: ["01", "1.", ".5", "+1", "1e", "-", "1e+", "0x1", "Infinity", "nan", "inf"])
    func `anything but an RFC 8259 number is not a value`(text: String) {
        #expect(throws: Document.Problem.self) { try document("[\(text)]") }
    }

    @Test func `null is distinguished from text`() throws {
        let (document, member) = try member("null")
        #expect(try document.optionalText(of: member) == nil)
        #expect(throws: Document.Problem.self) { try document.text(of: member) }
    }

    @Test func `a duplicate key is reported even if any key is allowed`() throws {
        let document = try document("{\"a\":1,\n\"a\":2}")
        let problem = #expect(throws: Document.Problem.self) {
            try document.members(of: document.root)
        }
        #expect(problem?.reason == .form(.duplicateKey("a")))
        #expect(problem?.line == 2 && problem?.column == 1)
    }
}
