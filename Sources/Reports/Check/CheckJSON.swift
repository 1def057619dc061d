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
        buffer.appendJSON { json in
            json.object { json in
                json.member("version", 1)
                json.member("holds", result.holds)
                json.startLine()
                json.objects("thresholds", .rows, of: result.thresholds) { json, threshold in
                    write(threshold, to: &json)
                }
                json.startLine()
                json.objects("findings", .rows, of: findings) { json, finding in
                    json.member("level", finding.level.rawValue)
                    json.member("rule", finding.rule)
                    json.member("file", ifPresent: finding.path)
                    json.member("record", ifPresent: finding.record)
                    json.member("line", ifPresent: finding.line)
                    json.member("offset", ifPresent: finding.offset)
                    json.member("message", finding.message)
                }
                json.startLine()
                json.key("summary")
                SummaryJSON.write(result.summary, to: &json)
            }
            json.endLine()
        }
    }

    private static func write(_ threshold: CheckResult.Threshold, to json: inout JSONWriter) {
        json.member("name", threshold.name.rawValue)
        for (key, text) in subject(threshold) { json.member(named: key, text) }
        json.member("measure", ifPresent: threshold.drift?.measure.rawValue)
        json.member("limit", threshold.limit)
        json.member("found", threshold.found)
        json.member("whole", threshold.whole)
        json.member("holds", threshold.holds)
        json.objects("parts", of: threshold.parts) { json, part in
            json.member("name", part.name)
            json.member("count", part.count)
        }
    }

    /// The subject of a threshold, if there are several with its name.
    private static func subject(_ threshold: CheckResult.Threshold) -> [(String, String)] {
        switch threshold.subject {
        case .category(let name)?: [("category", name)]
        case .alertType(let name)?: [("alertType", name)]
        case .verdict(let category, let word)?:
            [("category", category.rawValue), ("verdict", word)]
        case .action(let category, let word)?: [("category", category.rawValue), ("action", word)]
        case .field(let kind, let name)?: [("kind", kind), ("field", name)]
        case nil: []
        }
    }
}
