internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Runs

/// A check as SARIF 2.1.0 (OASIS, 27 March 2020). Rules are the names of reject reasons, damage and
/// thresholds.
enum CheckSARIF {
    /// The maximum number of results: GitHub shows 5,000 of a run, and refuses a run with more than
    /// 25,000.
    private static let limit = 5000

    static func append(
        _ result: CheckResult, _ findings: [Finding], to buffer: inout ByteBuffer
    ) {
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
        // Viewers do not show results without a location, so results about the whole run are put at its
        // start.
        let start = result.files.first?.path ?? Path(".")
        var found: [String: UInt64] = [:]
        var listed: [String: UInt64] = [:]
        var count = 0
        for finding in findings {
            found[finding.rule, default: 0] += finding.count
            if count == limit || listed[finding.rule, default: 0] == CheckReport.mostListed
                || finding.rest != nil
            {
                continue
            }
            listed[finding.rule, default: 0] += 1
            buffer.append(count == 0 ? "\n" : ",\n")
            count += 1
            append(finding, rules.firstIndex(of: finding.rule), start, to: &buffer)
        }
        buffer.append("],\n\"invocations\":[{\"executionSuccessful\":true")
        let rest = rules.map { (rule: $0, count: (found[$0] ?? 0) - (listed[$0] ?? 0)) }
        appendNotifications(rest.filter { $0.count > 0 }, to: &buffer)
        buffer.append("}]}]}\n")
    }

    private static func append(
        _ finding: Finding, _ rule: Int?, _ start: Path, to buffer: inout ByteBuffer
    ) {
        buffer.append("{\"ruleId\":")
        JSONStrings.append(finding.rule.utf8, to: &buffer)
        if let rule { buffer.append(utf8: ",\"ruleIndex\":\(rule)") }
        buffer.append(finding.level == .error ? ",\"level\":\"error\"" : ",\"level\":\"warning\"")
        buffer.append(",\"message\":{\"text\":")
        JSONStrings.append(finding.message.utf8, to: &buffer)
        buffer.append("},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
        let path = finding.path ?? start
        JSONStrings.append(uri(path).utf8, to: &buffer)
        if !path.isAbsolute { buffer.append(",\"uriBaseId\":\"%SRCROOT%\"") }
        // SARIF's offsets refer to the file as stored; viewers show the line.
        buffer.append(utf8: "},\"region\":{\"startLine\":\(max(finding.line ?? 1, 1))}}}]")
        buffer.append(",\"partialFingerprints\":{\"pieceHash/v1\":\"")
        buffer.append(utf8: fingerprint(finding))
        buffer.append("\"}}")
    }

    /// The number of omitted results by rule.
    private static func appendNotifications(
        _ rest: [(rule: String, count: UInt64)], to buffer: inout ByteBuffer
    ) {
        if rest.isEmpty { return }
        buffer.append(",\"toolExecutionNotifications\":[")
        for (number, entry) in rest.enumerated() {
            if number > 0 { buffer.append(",") }
            buffer.append(
                utf8:
                    "\n{\"level\":\"warning\",\"message\":{\"text\":\"\(entry.count) more results of \(entry.rule) are not listed; the json report has all.\"}}"
            )
        }
        buffer.append("]")
    }

    /// The same finding at the same location has the same fingerprint in every run.
    private static func fingerprint(_ finding: Finding) -> String {
        let place = finding.path.map(uri) ?? finding.title ?? ""
        let bytes = Array("\(place)\u{0}\(finding.rule)\u{0}\(finding.offset ?? 0)".utf8)
        return String(SHA256.digest(of: bytes).hexadecimal.prefix(32))
    }

    /// A relative reference (RFC 3986 §4.2), with all bytes except unreserved ones and `/`
    /// percent-encoded.
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
