import Foundation
import Sophos
import Testing

@Suite struct BuiltInMappingTextTests {
    @Test func `the embedded text is threats.json byte for byte`() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Sophos/threats.json")
        let bytes = try Array(Data(contentsOf: file))
        #expect(bytes == Array(BuiltInMappingText.json.utf8))
        #expect(bytes.last == UInt8(ascii: "\n"))
    }

    @Test func `the embedded text is a valid mapping file that sets every severity`() throws {
        let file = try MappingFile(Array(BuiltInMappingText.json.utf8))
        #expect(file.rows == ThreatMapping.builtIn.rows)
        #expect(file.severity.malicious == .high)
        #expect(file.severity.rejection == .low)
        #expect(file.severity.otherwise == .medium)
    }
}
