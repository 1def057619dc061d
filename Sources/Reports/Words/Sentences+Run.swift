package import Accounts
package import ByteStreams
package import Runs

extension Sentences {
    /// Why a run failed or did not start.
    package static func sentence(_ error: RunError) -> String {
        switch error {
        case .input(let error): sentence(error)
        case .locked(let path): "\(TerminalText.path(path)): another run is using this directory"
        case .lockUnavailable(let path, let number):
            "\(TerminalText.path(path)): cannot be locked: \(Self.error(number))"
        case .earlierResults(let path):
            "\(TerminalText.path(path)): contains results of an earlier run; expected an empty or new directory, or --resume or --overwrite"
        case .foreignResults(let path):
            "\(TerminalText.path(path)): contains files with the names of results but no run.json; expected an empty or new directory"
        case .summaryAmongResults(let path, let directory):
            "\(TerminalText.path(path)): --summary would overwrite a result in \(TerminalText.path(directory)); expected another file"
        case .unreadableSummary(let path, let damage):
            "\(TerminalText.path(path)): \(detail(damage)); expected a summary.json"
        case .unreadableBaseline(let path, let damage):
            "\(TerminalText.path(path)): \(detail(damage)); expected the summary.json of an earlier run"
        case .summary(let path, let problem): line(path, problem)
        case .replay(let path, let mismatch):
            "\(TerminalText.path(path)): \(sentence(mismatch)); expected the summary of a replay of this run's rejects"
        case .unreadableMapping(let path, let damage): line(path, damage)
        case .mapping(let path, let problems):
            problems.map { line(path, $0) }.joined(separator: "\nerror: ")
        case .manifest(let path, let fault): "\(TerminalText.path(path)): \(sentence(fault))"
        case .otherOptions(let path, let differences):
            "\(TerminalText.path(path)): contains results made with different options: \(sentence(differences)); expected the same options, or --overwrite"
        case .allGone(let path, let count):
            "\(TerminalText.path(path)): --prune would remove the results of all \(count) \(count == 1 ? "input" : "inputs"), because none of them exists; expected at least one: is their disk mounted?"
        case .outOfMemory(let bytes): "out of memory: could not get \(bytes) bytes"
        case .write(let error): sentence(error)
        case .outputClosed: "standard output was closed by its reader"
        case .unbalanced(let path):
            "\(TerminalText.path(path)): outcomes do not add up to the records seen; this is a bug in mimecast2sophos, please report it"
        }
    }

    static func sentence(_ mismatch: ReplayMismatch) -> String {
        switch mismatch {
        case .noReplay: "not the summary of a replay"
        case .otherFile(let file):
            "more records of \(TerminalText.path(file)) were replayed than were rejected, or copies of rejects did not keep their names"
        case .otherReason(let reason):
            "more records were replayed as \(reason.rawValue) than were rejected as \(reason.rawValue)"
        }
    }

    static func sentence(_ fault: ManifestFault) -> String {
        switch fault {
        case .missing:
            "missing although there are results; expected it next to them, or --overwrite"
        case .otherVersion:
            "of another version of \(Product.name); expected one of this version, or --overwrite"
        case .unreadable(let damage): "\(detail(damage)); expected a manifest, or --overwrite"
        case .damaged(let line):
            "line \(line): was modified; expected an intact manifest, or --overwrite"
        }
    }

    /// Differences listed before the rest is only counted.
    private static let differenceLimit = 3

    private static func sentence(_ differences: [RunFingerprint.Difference]) -> String {
        var texts = differences.prefix(differenceLimit).map { sentence($0) }
        let rest = differences.count - differenceLimit
        if rest > 0 { texts.append("and \(rest) more") }
        return texts.joined(separator: "; ")
    }

    /// `--unmapped was keep, is reject`, `mapping row URL Protection is new: T1598 Phishing`
    package static func sentence(_ difference: RunFingerprint.Difference) -> String {
        func escaped(_ text: String) -> String { TerminalText.escaped(text.utf8, limit: 80) }
        let name = escaped(difference.name)
        return switch (difference.was, difference.now) {
        case (let was?, let now?): "\(name) was \(escaped(was)), is \(escaped(now))"
        case (nil, let now?): "\(name) is new: \(escaped(now))"
        case (let was?, nil): "\(name), which was \(escaped(was)), is gone"
        case (nil, nil): "\(name) differs"
        }
    }

    /// Which edited rejects were kept, and under which names; one line each.
    package static func lines(_ edited: EditedRejects) -> [String] {
        edited.moved.map { move in
            "\(TerminalText.path(move.from)): edited by hand; kept as \(TerminalText.path(move.to))"
        }
            + edited.foreign.map { path in
                "\(TerminalText.path(path)): not written by a run; left unchanged"
            }
    }

    /// What a resumed run did, on one line: `this run: 2 new, 1 changed, 40 kept; 3 rejected`.
    package static func line(_ run: ThisRun, _ report: ResumeReport) -> String {
        let inputs: [(UInt64, String)] = [
            (report.added, "new"), (report.changed, "changed"),
            (report.spoiled, "with missing or changed results"),
            (report.following, "again to find duplicates"), (report.kept, "kept"),
            (report.gone, "gone, results kept"), (report.pruned, "gone, results removed"),
        ]
        let found = inputs.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let troubles: [(UInt64, String)] = [
            (run.rejected, run.rejected == 1 ? "record rejected" : "records rejected"),
            (run.damaged, run.damaged == 1 ? "input damaged" : "inputs damaged"),
        ]
        let told = troubles.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return "this run: " + (found.isEmpty ? "no input" : found.joined(separator: ", ")) + "; "
            + (told.isEmpty ? "nothing newly rejected" : told.joined(separator: ", "))
    }

    package static func sentence(_ error: InputError) -> String {
        switch error {
        case .missing(let paths):
            paths.map { "\(TerminalText.path($0)): no such file or directory" }
                .joined(separator: "\nerror: ")
        case .noInput(let nothing): sentence(nothing)
        case .earlierRun(let path, let directory): sentence(earlierRun: path, directory)
        case .unreadableList(let path, let damage): line(path, damage)
        case .standardInputIsTaken:
            "standard input is used twice; expected at most once"
        case .outsideRoot(let path, let root):
            "\(TerminalText.path(path)): not inside --root \(TerminalText.path(root)); expected a path that starts with it and contains no .."
        case .outputIsInput(let path):
            "\(TerminalText.path(path)): the output is also an input; expected another file"
        case .outputInsideInput(let output, let input):
            "\(TerminalText.path(output)): the output is inside the input directory \(TerminalText.path(input)); expected one outside"
        }
    }

    package static func sentence(_ error: WriteError) -> String {
        let place =
            switch error.destination {
            case .file(let path): TerminalText.path(path)
            case .standardOutput: "standard output"
            }
        return "\(place): \(sentence(error.operation)): \(Self.error(error.errno))"
    }

    package static func sentence(_ operation: WriteError.Operation) -> String {
        switch operation {
        case .createDirectory: "cannot create the directory"
        case .create: "cannot create the file"
        case .write: "cannot write"
        case .sync: "cannot make the bytes durable"
        case .close: "cannot close"
        case .rename: "cannot rename the file into place"
        case .syncDirectory: "cannot make the name durable"
        case .remove: "cannot remove"
        }
    }
}
