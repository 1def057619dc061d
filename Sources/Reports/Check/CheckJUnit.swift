internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Runs

/// A check as JUnit XML: one test case per input and per threshold. Tolerated findings are in the case's
/// output, the others fail it.
enum CheckJUnit {
    /// Locations listed in one failure before the rest is only counted.
    private static let limit = 100

    static func append(_ result: CheckResult, _ findings: [Finding], to buffer: inout ByteBuffer) {
        let files = result.files
        var byInput = [[Finding]](repeating: [], count: files.count)
        for finding in findings {
            if let input = finding.input { byInput[input].append(finding) }
        }
        let thresholds = result.thresholds.filter { $0.name != .damaged }
        let failedFiles = byInput.count { $0.contains { $0.level == .error } }
        let failed = failedFiles + thresholds.filter { !$0.holds }.count
        buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        buffer.append(
            utf8:
                "<testsuites name=\"mimecast2sophos check\" tests=\"\(files.count + thresholds.count)\" failures=\"\(failed)\" errors=\"0\">\n"
        )
        open("inputs", files.count, failedFiles, to: &buffer)
        for (file, findings) in zip(files, byInput) {
            append(
                name: TerminalText.path(file.path), group: "inputs", findings, to: &buffer)
        }
        buffer.append("  </testsuite>\n")
        open("thresholds", thresholds.count, thresholds.filter { !$0.holds }.count, to: &buffer)
        for threshold in thresholds {
            let isTold = !threshold.holds || threshold.isNew
            append(
                name: Sentences.title(threshold), group: "thresholds",
                isTold ? [Finding(threshold, threshold.holds ? .warning : .error)] : [],
                to: &buffer)
        }
        buffer.append("  </testsuite>\n</testsuites>\n")
    }

    private static func open(
        _ name: String, _ tests: Int, _ failures: Int, to buffer: inout ByteBuffer
    ) {
        buffer.append(
            utf8:
                "  <testsuite name=\"\(name)\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\">\n"
        )
    }

    private static func append(
        name: String, group: String, _ findings: [Finding], to buffer: inout ByteBuffer
    ) {
        buffer.append(
            utf8:
                "    <testcase name=\"\(XMLText.escaped(name))\" classname=\"mimecast2sophos.\(group)\""
        )
        let errors = findings.filter { $0.level == .error }
        let warnings = findings.filter { $0.level == .warning }
        if findings.isEmpty { return buffer.append("/>\n") }
        buffer.append(">\n")
        if let first = errors.first {
            buffer.append(
                utf8:
                    "      <failure type=\"\(XMLText.escaped(first.rule))\" message=\"\(XMLText.escaped(first.text))\">"
            )
            buffer.append(utf8: lines(errors) + "</failure>\n")
        }
        if !warnings.isEmpty {
            buffer.append(utf8: "      <system-out>\(lines(warnings))</system-out>\n")
        }
        buffer.append("    </testcase>\n")
    }

    private static func lines(_ findings: [Finding]) -> String {
        let shown = findings.filter { $0.rest == nil }.prefix(limit)
        let rest = findings.reduce(0) { $0 + $1.count } - UInt64(shown.count)
        var text = shown.map { XMLText.escaped($0.text) }.joined(separator: "\n")
        if rest > 0 { text += "\nand \(rest) more" }
        return text
    }
}
