internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Runs

/// One finding of a check, in the form shared by all reports.
struct Finding {
    enum Level: String {
        case error, warning
    }

    var level: Level
    /// The name of the reject reason, the damage or the threshold.
    var rule: String
    /// The number of the input among the check's files; nil for findings about the whole run.
    var input: Int?
    /// The path under which the input was opened, as given by the user or found by the walk.
    var path: Path?
    var record: UInt64?
    var line: UInt64?
    var offset: UInt64?
    /// A threshold's title, which distinguishes it from others with the same name.
    var title: String?
    /// One line, escaped, without the location.
    var message: String
    /// For a finding that represents rejects of an input without notes: how many.
    var rest: UInt64?
    /// How many findings it represents.
    var count: UInt64 { rest ?? 1 }

    /// The worst first: exceeded limits, damaged inputs, rejects in input order, then whatever is new
    /// but within its limit.
    static func all(_ result: CheckResult) -> [Finding] {
        var findings: [Finding] = []
        for threshold in result.thresholds where !threshold.holds && threshold.name != .damaged {
            findings.append(Finding(threshold, .error))
        }
        for (number, file) in result.files.enumerated() {
            guard let damage = file.damage else { continue }
            findings.append(
                Finding(
                    level: .error, rule: damage.reason.rawValue, input: number, path: file.path,
                    offset: damage.offset, message: Sentences.detail(damage)))
        }
        let level: Level = result.toleratesRejects ? .warning : .error
        for (number, file) in result.files.enumerated() {
            for note in file.notes {
                findings.append(
                    Finding(
                        level: level, rule: note.reason.rawValue, input: number, path: file.path,
                        record: note.record, line: note.place.line, offset: note.place.offset,
                        message: Sentences.detail(note)))
            }
            findings += rest(of: file, number, level)
        }
        for threshold in result.thresholds where threshold.holds && threshold.isNew {
            findings.append(Finding(threshold, .warning))
        }
        return findings
    }

    /// The rejects of an input without notes, by reason.
    private static func rest(
        of file: FileResult, _ number: Int, _ level: Level
    ) -> [Finding] {
        var listed = Count<RejectReason>()
        for note in file.notes { listed[note.reason] += 1 }
        return file.tally.rejected.occurred.compactMap { reason, count in
            let rest = count - listed[reason]
            guard rest > 0 else { return nil }
            return Finding(
                level: level, rule: reason.rawValue, input: number, path: file.path,
                message: "\(rest) more", rest: rest)
        }
    }

    /// `exports/clicks.json:3: bad-timestamp: … (record 3, byte 88)`
    var text: String {
        var start = path.map { TerminalText.path($0) } ?? ""
        if let line { start += ":\(line)" }
        if !start.isEmpty { start += ": " }
        let place = [record.map { "record \($0)" }, offset.map { "byte \($0)" }]
            .compactMap(\.self).joined(separator: ", ")
        return "\(start)\(rule): \(message)" + (place.isEmpty ? "" : " (\(place))")
    }
}

extension Finding {
    init(_ threshold: CheckResult.Threshold, _ level: Level) {
        self.level = level
        rule = threshold.name.rawValue
        title = Sentences.title(threshold)
        message = Sentences.sentence(threshold)
    }
}
