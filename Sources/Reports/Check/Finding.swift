internal import ByteStreams
internal import Conversion
internal import JSONRecords

/// One thing that a check has to say, in the form that every report shows.
struct Finding {
    enum Level: Int, Comparable {
        case error, warning
        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    var level: Level
    /// The name of the reject reason, the damage or the threshold.
    var rule: String
    /// Nil for what concerns the whole run.
    var path: Path?
    var record: UInt64?
    var line: UInt64?
    var offset: UInt64?
    /// One line, escaped; the place is not in it.
    var message: String

    /// The worst first: fallen thresholds, damaged inputs, then rejected pieces in input order.
    static func all(_ result: CheckResult) -> [Finding] {
        var findings: [Finding] = []
        for threshold in result.thresholds where !threshold.holds && threshold.name != .damaged {
            findings.append(Finding(threshold))
        }
        for file in result.files {
            guard let damage = file.damage else { continue }
            findings.append(
                Finding(
                    level: .error, rule: damage.reason.rawValue, path: file.path,
                    offset: damage.offset, message: Sentences.detail(damage)))
        }
        let level: Level = result.toleratesRejects ? .warning : .error
        for file in result.files {
            for note in file.notes {
                findings.append(
                    Finding(
                        level: level, rule: note.reason.rawValue, path: file.path,
                        record: note.record, line: note.place.line, offset: note.place.offset,
                        message: Sentences.detail(note)))
            }
        }
        return findings
    }

    /// `clicks.json: record 3, line 3, byte 88: bad-timestamp: …`
    var text: String {
        var place: [String] = []
        if let record { place.append("record \(record)") }
        if let line { place.append("line \(line)") }
        if let offset { place.append("byte \(offset)") }
        let parts =
            [
                path.map { TerminalText.path($0) },
                place.isEmpty ? nil : place.joined(separator: ", "),
            ]
        return (parts.compactMap { $0 } + ["\(rule): \(message)"]).joined(separator: ": ")
    }
}

extension Finding {
    fileprivate init(_ threshold: CheckResult.Threshold) {
        level = .error
        rule = threshold.name.rawValue
        message = Sentences.sentence(threshold)
    }
}
