import Testing

@testable import Accounts

@Suite struct ForeignFormatTests {
    private func format(_ head: String) -> ForeignFormat? { ForeignFormat(Array(head.utf8)) }

    @Test func `foreign formats are recognised by name`() {
        #expect(format("PK\u{3}\u{4}") == .zip)
        #expect(format("BZh91AY&SY") == .bzip2)
        #expect(format("%PDF-1.7\n%\u{E2}\u{E3}") == .pdf)
        #expect(format("<?xml version=\"1.0\"?>") == .xml)
        #expect(format("\u{FEFF}\n <html>") == .xml)
        #expect(format("CEF:0|a|b|") == .cef)
        #expect(format("datetime=2024-11-17T17:02:30+0000|aCode=x|") == .keyValue)
        #expect(format("LEEF:1.0|a|b|") == .leef)
        #expect(format("PAR1\u{15}\u{4}") == .parquet)
        #expect(format("Obj\u{1}\u{4}avro.codec") == .avro)
        #expect(format("ORC\u{8}") == .orc)
        #expect(format("SQLite format 3\0") == .sqlite)
        #expect(format("\u{1E}{\"a\":1}\n") == .jsonSequence)
        #expect(ForeignFormat([0x04, 0x22, 0x4D, 0x18, 0x64]) == .lz4)
        #expect(ForeignFormat([0xFF, 0x06, 0, 0] + Array("sNaPpY".utf8)) == .snappy)
        #expect(ForeignFormat([0x78, 0x9C, 0x4B, 0x04, 0x00]) == .zlib)
        #expect(ForeignFormat([0x1F, 0x8B, 8]) == .nestedGzip)
        #expect(ForeignFormat([0xFF, 0xFE, 0x7B, 0]) == .utf16)
        var archive = Array("logs/a.json".utf8)
        archive += [UInt8](repeating: 0, count: 257 - archive.count) + Array("ustar".utf8)
        #expect(ForeignFormat(archive) == .tar)
    }

    @Test func `text that a sender writes into a record does not make the input another format`() {
        for place in 200..<260 {
            let before = "{\"subject\":\"" + String(repeating: "x", count: place)
            #expect(format(before + "ustarustarustar\"}") == nil)
        }
        #expect(format("{\"subject\":\"CEF:0|a=b|<?xml BZh91AY&SY\"}") == nil)
    }

    @Test func `text before records does not affect them`() {
        for line in [
            "<html>", "CEF:0|a|b|", "a=b|c=d", "80", "h$", "x^", "BZh is no signature", "%PDF-",
            "LEEF:", "ORC", "PAR1", "SQLite format 3",
        ] {
            #expect(format(line + "\n{\"a\":1}\n") == nil, "\(line)")
            #expect(format(line + "\n[{\"a\":1}]\n") == nil, "\(line)")
        }
    }

    @Test func `the first line of JSON suffices, and anything else needs more bytes`() {
        func needed(_ head: String) -> Int? {
            let bytes = Array(head.utf8)
            return (0...bytes.count).first { ForeignFormat.isDecided(Array(bytes[..<$0])) }
        }
        #expect(needed("{}\n{}\n") == 3)
        #expect(needed("\u{FEFF} \n[{}\n") == 9)
        let long = String(repeating: "x", count: 400)
        #expect(needed("{\"\(long)\":1}\n") == 257)
        #expect(needed("{}") == nil)
        #expect(needed("{\0\"\0\n\0" + long) == nil)
        #expect(needed("[1].json" + String(repeating: "\0", count: 400)) == nil)
        #expect(needed("<html>\n" + long) == nil)
        #expect(needed(String(repeating: " ", count: 5000)) == ForeignFormat.bytesNeeded)
    }

    @Test func `a decision stays the same with more bytes`() {
        var archive = Array("[1].json".utf8)
        archive += [UInt8](repeating: 0, count: 257 - archive.count) + Array("ustar".utf8)
        #expect(ForeignFormat(archive) == .tar)
        let utf16: [UInt8] = [0x7B, 0, 0x0A, 0, 0x7D, 0]
        #expect(ForeignFormat(utf16) == .utf16)
        for whole in [archive, utf16, Array("{\n\0ustar".utf8), Array("<html>\n{}".utf8)] {
            let format = ForeignFormat(whole)
            for count in 0...whole.count {
                let head = Array(whole[..<count])
                if ForeignFormat.isDecided(head) {
                    #expect(ForeignFormat(head) == nil && format == nil, "\(count) of \(whole)")
                }
            }
        }
    }

    @Test func `a short or empty input is not a foreign format`() {
        for count in 0..<8 { #expect(format(String(repeating: "{", count: count)) == nil) }
        #expect(format("80") == nil)
    }
}
