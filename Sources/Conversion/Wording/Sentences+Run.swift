package import ByteStreams

extension Sentences {
    /// Why a run ended before its end, or did not begin.
    package static func sentence(_ error: RunError) -> String {
        switch error {
        case .input(let error): sentence(error)
        case .locked(let path): "\(TerminalText.path(path)): another run holds this directory"
        case .lockUnavailable(let path, let number):
            "\(TerminalText.path(path)): cannot be locked: \(Self.error(number))"
        case .earlierResults(let path):
            "\(TerminalText.path(path)): holds the results of an earlier run; expected an empty or new directory, or --resume or --overwrite"
        case .foreignResults(let path):
            "\(TerminalText.path(path)): holds files under the names of results, and no run.json that tells of a run; expected an empty or new directory"
        case .summaryAmongResults(let path, let directory):
            "\(TerminalText.path(path)): --summary is a name of the results in \(TerminalText.path(directory)); expected another file"
        case .unreadableSummary(let path, let damage):
            "\(TerminalText.path(path)): \(detail(damage)); expected a summary.json"
        case .unreadableBaseline(let path, let damage):
            "\(TerminalText.path(path)): \(detail(damage)); expected the summary.json of an earlier run"
        case .summary(let path, let problem): line(path, problem)
        case .unreadableMapping(let path, let damage): line(path, damage)
        case .mapping(let path, let problem): line(path, problem)
        case .manifest(let path, let fault): "\(TerminalText.path(path)): \(sentence(fault))"
        case .otherOptions(let path, let difference):
            "\(TerminalText.path(path)): holds results of other options: \(sentence(difference)); expected the same options, or --overwrite"
        case .write(let error): sentence(error)
        case .unbalanced(let path):
            "\(TerminalText.path(path)): outcomes do not add up to the pieces seen; this is a fault of mimecast2sophos, please report it"
        }
    }

    static func sentence(_ fault: ManifestFault) -> String {
        switch fault {
        case .missing: "missing, and there are results; expected it beside them, or --overwrite"
        case .unreadable(let damage): "\(detail(damage)); expected a manifest, or --overwrite"
        case .damaged(let line):
            "line \(line): is not as it was written; expected a whole manifest, or --overwrite"
        }
    }

    /// `--unmapped was keep, is reject`
    static func sentence(_ difference: RunFingerprint.Difference) -> String {
        let was = difference.was.map { TerminalText.escaped($0.utf8, limit: 80) } ?? "unknown"
        let now = difference.now.map { TerminalText.escaped($0.utf8, limit: 80) } ?? "unknown"
        return "\(TerminalText.escaped(difference.name.utf8, limit: 80)) was \(was), is \(now)"
    }

    /// What a resumed run found, a line a kind of finding.
    package static func lines(_ report: ResumeReport) -> [String] {
        func line(_ count: UInt64, _ what: String) -> String? {
            count == 0 ? nil : "resume: \(count) \(count == 1 ? "input" : "inputs") \(what)"
        }
        return [
            line(report.kept, "kept"),
            line(report.changed, "changed since, converted again"),
            line(report.added, "new, or not reached before"),
            line(report.removed, "gone, results removed"),
            line(report.spoiled, "with missing or changed results, converted again"),
            line(report.following, "after those, converted again to find duplicates"),
        ].compactMap { $0 }
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
            "standard input stands for two things that are read; expected it for one of them"
        case .outsideRoot(let path, let root):
            "\(TerminalText.path(path)): not inside --root \(TerminalText.path(root)); expected a path that begins with it and goes on without .."
        case .outputIsInput(let path):
            "\(TerminalText.path(path)): the output is a file that is read; expected another file"
        case .outputInsideInput(let output, let input):
            "\(TerminalText.path(output)): the output lies inside the input directory \(TerminalText.path(input)); expected a place outside"
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
        case .createDirectory: "cannot make the directory"
        case .create: "cannot create the file"
        case .write: "cannot write"
        case .sync: "cannot make the bytes durable"
        case .close: "cannot close"
        case .rename: "cannot give the file its name"
        case .syncDirectory: "cannot make the name durable"
        case .remove: "cannot remove"
        }
    }
}
