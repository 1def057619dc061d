import ByteStreams
import Foundation
import TestSupport
import Testing

@Suite struct MappingDocumentTests {
    /// If `scripts/record-docs` sets `RECORD_DOCS`, the document is rewritten, and this fails if that
    /// changed it.
    @Test func `docs/MAPPING.md agrees with the tables`() throws {
        let file = URL(
            fileURLWithPath: String(decoding: MappingDocument.path.bytes, as: UTF8.self))
        let document = try String(contentsOf: file, encoding: .utf8)
        let renewed = try MappingDocument.renewed(document)
        if ProcessInfo.processInfo.environment["RECORD_DOCS"] != nil, renewed != document {
            try renewed.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(renewed == document, "run scripts/record-docs, and read what it changed")
    }

    @Test(arguments: MappingDocument.phrases.map(\.phrase))
    func `a sentence names what the code reads`(phrase: String) throws {
        let name = try #require(MappingDocument.phrases.first { $0.phrase == phrase }).document
        let path = MappingDocument.path.directory.appending(name)
        let file = URL(fileURLWithPath: String(decoding: path.bytes, as: UTF8.self))
        #expect(try String(contentsOf: file, encoding: .utf8).contains(phrase), "in docs/\(name)")
    }
}
