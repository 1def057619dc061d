internal import ByteStreams
internal import Conversion
internal import JSONRecords

/// A check as SARIF 2.1.0 (OASIS, 27 March 2020). Rules are the names of reject reasons, damage and
/// thresholds.
enum CheckSARIF {
    /// Results of one rule that are listed: viewers refuse or cut longer files.
    private static let limit = 1000

    static func append(_ findings: [Finding], to buffer: inout ByteBuffer) {
        buffer.append(
            "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
        )
        buffer.append("\"tool\":{\"driver\":{\"name\":\"mimecast2sophos\",\"version\":")
        JSONStrings.append(Product.version.utf8, to: &buffer)
        buffer.append(",\"rules\":[")
        let rules = Sentences.rules
        for (number, rule) in rules.enumerated() {
            buffer.append(number == 0 ? "\n{\"id\":" : ",\n{\"id\":")
            JSONStrings.append(rule.utf8, to: &buffer)
            buffer.append(",\"shortDescription\":{\"text\":")
            JSONStrings.append(Sentences.help(rule: rule).utf8, to: &buffer)
            buffer.append("},\"help\":{\"text\":")
            JSONStrings.append(Sentences.help(rule: rule).utf8, to: &buffer)
            buffer.append("}}")
        }
        buffer.append("]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[")
        var listed: [String: Int] = [:]
        var isFirst = true
        for finding in findings {
            listed[finding.rule, default: 0] += 1
            if listed[finding.rule, default: 0] > limit { continue }
            buffer.append(isFirst ? "\n" : ",\n")
            isFirst = false
            append(finding, rules.firstIndex(of: finding.rule), to: &buffer)
        }
        buffer.append("]}]}\n")
    }

    private static func append(_ finding: Finding, _ rule: Int?, to buffer: inout ByteBuffer) {
        buffer.append("{\"ruleId\":")
        JSONStrings.append(finding.rule.utf8, to: &buffer)
        if let rule { buffer.append(utf8: ",\"ruleIndex\":\(rule)") }
        buffer.append(finding.level == .error ? ",\"level\":\"error\"" : ",\"level\":\"warning\"")
        buffer.append(",\"message\":{\"text\":")
        JSONStrings.append(finding.message.utf8, to: &buffer)
        buffer.append("}")
        if let path = finding.path {
            buffer.append(",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
            JSONStrings.append(uri(path).utf8, to: &buffer)
            buffer.append("}")
            if let line = finding.line {
                // Offsets of SARIF regions count in the file as stored; a line is what viewers show.
                buffer.append(utf8: ",\"region\":{\"startLine\":\(line)}")
            }
            buffer.append("}}]")
            buffer.append(",\"partialFingerprints\":{\"pieceHash/v1\":\"")
            buffer.append(utf8: fingerprint(finding, path))
            buffer.append("\"}")
        }
        buffer.append("}")
    }

    /// The same finding in the same place has the same one, run after run.
    private static func fingerprint(_ finding: Finding, _ path: Path) -> String {
        let place = "\u{0}\(finding.rule)\u{0}\(finding.offset ?? 0)"
        let bytes = path.bytes + Array(place.utf8)
        return String(SHA256.digest(of: bytes).hexadecimal.prefix(32))
    }

    /// A relative reference (RFC 3986 §4.2), every byte but unreserved ones and `/` percent-encoded.
    static func uri(_ path: Path) -> String {
        var result = path.isAbsolute ? "file://" : ""
        var bytes = path.bytes[...]
        while bytes.starts(with: Array("./".utf8)) { bytes = bytes.dropFirst(2) }
        for byte in bytes {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || Array("-._~/".utf8).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            result += isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }
        return result
    }
}
