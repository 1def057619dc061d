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
            "\(TerminalText.path(path)): holds the results of an earlier run; expected an empty or new directory, or --overwrite"
        case .unreadableSummary(let path, let damage):
            "\(TerminalText.path(path)): \(detail(damage)); expected a summary.json"
        case .unreadableBaseline(let path, let damage):
            "\(TerminalText.path(path)): \(detail(damage)); expected the summary.json of an earlier run"
        case .summary(let path, let problem): line(path, problem)
        case .unreadableMapping(let path, let damage): line(path, damage)
        case .mapping(let path, let problem): line(path, problem)
        case .write(let error): sentence(error)
        case .unbalanced(let path):
            "\(TerminalText.path(path)): outcomes do not add up to the pieces seen; this is a fault of mimecast2sophos, please report it"
        }
    }

    package static func sentence(_ error: InputError) -> String {
        switch error {
        case .missing(let paths):
            paths.map { "\(TerminalText.path($0)): no such file or directory" }
                .joined(separator: "\nerror: ")
        case .unreadableList(let path, let damage): line(path, damage)
        case .standardInputIsList:
            "standard input is an input and the list of inputs; expected one of the two"
        case .outsideRoot(let path, let root):
            "\(TerminalText.path(path)): not inside --root \(TerminalText.path(root)); expected a path that begins with it and goes on without .."
        case .outputIsInput(let path):
            "\(TerminalText.path(path)): the output is an input; expected another file"
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
