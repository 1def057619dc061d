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
}
