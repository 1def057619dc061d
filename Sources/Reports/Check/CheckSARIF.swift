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
        buffer.appendJSON { json in
            json.object { json in
                json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                json.member("version", "2.1.0")
                json.array("runs") { json in
                    json.object { json in write(result, findings, to: &json) }
                }
            }
            json.endLine()
        }
    }

    private static func write(
        _ result: CheckResult, _ findings: [Finding], to json: inout JSONWriter
    ) {
        let rules = Sentences.rules
        write(rules, to: &json)
        json.member("columnKind", "unicodeCodePoints")
        let (listed, rest) = listed(findings, rules)
        // Viewers do not show results without a location, so results about the whole run are put at its
        // start.
        let start = result.files.first?.path ?? Path(".")
        json.objects("results", .rows, of: listed) { json, finding in
            write(finding, rules.firstIndex(of: finding.rule), start, to: &json)
        }
        json.startLine()
        json.array("invocations") { json in
            json.object { json in
                json.member("executionSuccessful", true)
                if !rest.isEmpty { write(rest, to: &json) }
            }
        }
    }

    private static func write(_ rules: [String], to json: inout JSONWriter) {
        json.object("tool") { json in
            json.object("driver") { json in
                json.member("name", "mimecast2sophos")
                json.member("version", Product.version)
                json.objects("rules", .rows, of: rules) { json, rule in
                    json.member("id", rule)
                    for key: StaticString in ["shortDescription", "help"] {
                        json.object(key) { $0.member("text", Sentences.help(rule: rule)) }
                    }
                }
            }
        }
    }

    /// The findings that become results, and how many others there are by rule.
    private static func listed(
        _ findings: [Finding], _ rules: [String]
    ) -> (listed: [Finding], rest: [(rule: String, count: UInt64)]) {
        var results: [Finding] = []
        var listed: [String: UInt64] = [:]
        var rest: [String: UInt64] = [:]
        for finding in findings {
            if results.count == limit || listed[finding.rule, default: 0] == CheckReport.mostListed
                || finding.rest != nil
            {
                rest[finding.rule, default: 0] += finding.count
            } else {
                listed[finding.rule, default: 0] += 1
                results.append(finding)
            }
        }
        let counts = rules.map { (rule: $0, count: rest[$0] ?? 0) }
        return (results, counts.filter { $0.count > 0 })
    }

    private static func write(
        _ finding: Finding, _ rule: Int?, _ start: Path, to json: inout JSONWriter
    ) {
        let path = finding.path ?? start
        json.member("ruleId", finding.rule)
        json.member("ruleIndex", ifPresent: rule)
        json.member("level", finding.level.rawValue)
        json.object("message") { $0.member("text", finding.message) }
        json.array("locations") { json in
            json.object { json in
                json.object("physicalLocation") { json in
                    json.object("artifactLocation") { json in
                        json.member("uri", uri(path))
                        if !path.isAbsolute { json.member("uriBaseId", "%SRCROOT%") }
                    }
                    // SARIF's offsets refer to the file as stored; viewers show the line.
                    json.object("region") { $0.member("startLine", max(finding.line ?? 1, 1)) }
                }
            }
        }
        json.object("partialFingerprints") { $0.member("pieceHash/v1", fingerprint(finding)) }
    }

    private static func write(
        _ rest: [(rule: String, count: UInt64)], to json: inout JSONWriter
    ) {
        json.objects("toolExecutionNotifications", .rows, of: rest) { json, entry in
            json.member("level", "warning")
            json.object("message") { json in
                json.member(
                    "text",
                    "\(entry.count) more results of \(entry.rule) are not listed; the json report has all."
                )
            }
        }
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
