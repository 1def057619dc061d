internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Runs
internal import Sophos

/// Everything a check found, for programs.
///
/// `{"version":1,"holds":…,"thresholds":[…],"findings":[…],"summary":{…}}`, as described in
/// docs/CHECK.md; the summary is that of `summary.json`.
enum CheckJSON {
    static func append(_ result: CheckResult, _ findings: [Finding], to buffer: inout ByteBuffer) {
        buffer.append("{\"version\":1,\"holds\":")
        buffer.append(result.holds ? "true" : "false")
        buffer.append(",\n\"thresholds\":[")
        for (number, threshold) in result.thresholds.enumerated() {
            buffer.append(number == 0 ? "\n{\"name\":" : ",\n{\"name\":")
            JSONStrings.append(threshold.name.rawValue.utf8, to: &buffer)
            for (key, text) in members(threshold) {
                buffer.append(utf8: ",\"\(key)\":")
                JSONStrings.append(text.utf8, to: &buffer)
            }
            buffer.append(",\"limit\":")
            JSONStrings.append(threshold.limit.utf8, to: &buffer)
            buffer.append(utf8: ",\"found\":\(threshold.found),\"whole\":\(threshold.whole)")
            buffer.append(threshold.holds ? ",\"holds\":true" : ",\"holds\":false")
            buffer.append(",\"parts\":[")
            for (number, part) in threshold.parts.enumerated() {
                buffer.append(number == 0 ? "{\"name\":" : ",{\"name\":")
                JSONStrings.append(part.name.utf8, to: &buffer)
                buffer.append(utf8: ",\"count\":\(part.count)}")
            }
            buffer.append("]}")
        }
        buffer.append("],\n\"findings\":[")
        for (number, finding) in findings.enumerated() {
            buffer.append(number == 0 ? "\n{\"level\":" : ",\n{\"level\":")
            buffer.append(finding.level == .error ? "\"error\"" : "\"warning\"")
            buffer.append(",\"rule\":")
            JSONStrings.append(finding.rule.utf8, to: &buffer)
            if let path = finding.path {
                buffer.append(",\"file\":")
                JSONStrings.append(path.bytes, to: &buffer)
            }
            if let record = finding.record { buffer.append(utf8: ",\"record\":\(record)") }
            if let line = finding.line { buffer.append(utf8: ",\"line\":\(line)") }
            if let offset = finding.offset { buffer.append(utf8: ",\"offset\":\(offset)") }
            buffer.append(",\"message\":")
            JSONStrings.append(finding.message.utf8, to: &buffer)
            buffer.append("}")
        }
        buffer.append("],\n\"summary\":")
        SummaryJSON.append(result.summary, to: &buffer)
        buffer.append("}\n")
    }

    /// The subject of a threshold, if there are several with its name.
    private static func members(_ threshold: CheckResult.Threshold) -> [(String, String)] {
        var members: [(String, String)] =
            switch threshold.subject {
            case .category(let name)?: [("category", name)]
            case .alertType(let name)?: [("alertType", name)]
            case .verdict(let category, let word)?:
                [("category", category.rawValue), ("verdict", word)]
            case .action(let category, let word)?:
                [("category", category.rawValue), ("action", word)]
            case .field(let kind, let name)?: [("kind", kind), ("field", name)]
            case nil: []
            }
        if let drift = threshold.drift { members.append(("measure", drift.measure.rawValue)) }
        return members
    }
}
