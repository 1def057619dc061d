import JSONRecords
import Sophos
import Testing

@Suite struct MappingTextTests {
    private func text(_ mapping: ThreatMapping) -> String {
        var buffer = ByteBuffer()
        MappingText.append(mapping, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test func `the built-in mapping is its own file, byte for byte`() {
        #expect(text(.builtIn) == BuiltInMappingText.json)
    }

    @Test func `a written mapping reads back as the same mapping`() throws {
        let file = try MappingFile(
            Array(
                #"""
                {"version":1,"threats":[
                  {"alertType":"a \"b\" \\ \u2028\n","threatId":"T1566","threatName":"N\u00e9","severity":"low"},
                  {"alertType":"invalid recipient","threatId":"TA0001","threatName":"Mine"}
                ],"severity":{"default":"low","malicious":"medium","rejection":"high"}}
                """#.utf8))
        let mapping = ThreatMapping.builtIn.overridden(by: file)
        let back = ThreatMapping.builtIn.overridden(by: try MappingFile(Array(text(mapping).utf8)))
        #expect(back.rows == mapping.rows)
        #expect(back.severity == mapping.severity)
        #expect(text(back) == text(mapping))
    }

    @Test func `the template is valid and changes nothing`() throws {
        let file = try MappingFile(Array(MappingTemplate.text.utf8))
        let mapping = ThreatMapping.builtIn.overridden(by: file)
        #expect(text(mapping) == BuiltInMappingText.json)
    }

    @Test func `with its comment signs removed, every row of the template is valid, too`() throws {
        let text = MappingTemplate.text.replacing("// {\"", with: "{\"")
            .replacing("// \"", with: "\"")
        let file = try MappingFile(Array(text.utf8))
        #expect(file.rows.count == 2)
        #expect(file.severity.malicious == .high)
    }
}
