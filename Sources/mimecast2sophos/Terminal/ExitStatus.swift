internal import Accounts
internal import ArgumentParser
internal import ByteStreams
internal import Glibc
internal import JSONRecords
internal import Pipeline
internal import Reports

/// What the process answers (SPEC 8; the numbers from 64 on are those of sysexits.h).
enum ExitStatus: Int32 {
    case success = 0
    /// Finished, and something was rejected, damaged or kept back.
    case findings = 1
    case usage = 64
    case invalidFile = 65
    case inputMissing = 66
    case outputRefused = 73
    case ioFailure = 74
    case directoryHeld = 75

    init(_ error: RunError) {
        switch error {
        case .input(.missing), .input(.noInput): self = .inputMissing
        case .input(.unreadableList(_, let damage)), .unreadableSummary(_, let damage),
            .unreadableMapping(_, let damage), .unreadableBaseline(_, let damage):
            self = damage.tellsOfMistake ? .inputMissing : .ioFailure
        case .manifest(_, .unreadable(let damage)):
            self = damage.tellsOfMistake ? .invalidFile : .ioFailure
        case .input(.standardInputIsTaken), .input(.outsideRoot): self = .usage
        case .input(.outputIsInput), .input(.outputInsideInput), .input(.earlierRun):
            self = .outputRefused
        case .locked: self = .directoryHeld
        case .lockUnavailable, .earlierResults, .foreignResults, .summaryAmongResults,
            .otherOptions, .allGone:
            self = .outputRefused
        case .summary, .replay, .mapping, .manifest: self = .invalidFile
        case .write(let error) where error.isClosedPipe: self = .success
        case .write(let error): self = error.operation.isMaking ? .outputRefused : .ioFailure
        case .outputClosed(let hasFindings): self = hasFindings ? .findings : .success
        case .outOfMemory, .unbalanced: self = .ioFailure
        }
    }

    /// What a finished or interrupted run answers. What an earlier one left was told of by that.
    static func code(of summary: Summary, missing: Bool, signal: Int32?) -> ExitCode {
        // As a shell reports a process that a signal ended.
        if let signal { return ExitCode(128 + signal) }
        if missing { return ExitStatus.inputMissing.code }
        let hasFindings = summary.thisRun?.hasFindings ?? summary.hasFindings
        return (hasFindings ? ExitStatus.findings : .success).code
    }

    var code: ExitCode { ExitCode(rawValue) }

    /// Tells `error` on standard error and ends with its number. A reader of our standard output
    /// that went away has seen enough: no word about it.
    static func failure(_ error: RunError, _ style: TerminalStyle = .plain) -> ExitCode {
        switch error {
        case .outputClosed: return ExitStatus(error).code
        case .write(let failure) where failure.isClosedPipe: return ExitStatus(error).code
        default: break
        }
        Messages.tell(style.bad("error:") + " " + Sentences.sentence(error))
        return ExitStatus(error).code
    }
}

extension ParsableCommand {
    /// Runs `body`, which answers on standard output, and tells what it throws.
    func answering(_ body: () throws(RunError) -> Void) throws {
        do throws(RunError) {
            try body()
        } catch {
            throw ExitStatus.failure(error)
        }
    }
}

extension WriteError.Operation {
    /// Whether the output could not even be begun.
    fileprivate var isMaking: Bool {
        switch self {
        case .createDirectory, .create, .remove: true
        case .write, .sync, .close, .rename, .syncDirectory: false
        }
    }
}

extension StreamDamage {
    /// Whether it is the name of a file that is wrong, and not the disk that fails.
    fileprivate var tellsOfMistake: Bool {
        guard reason == .inputOpen, case .errno(let number) = detail else { return false }
        return [ENOENT, ENOTDIR, EISDIR, EACCES, ELOOP, ENAMETOOLONG].contains(number)
    }
}

/// A report on its way to a file or to standard output.
enum ReportFile {
    /// Writes what `report` appends: whole under its name, or not at all.
    ///
    /// - Parameter file: as an argument; nil and `-` for standard output.
    /// - Throws: `write`.
    static func write(
        to file: String?, _ report: (inout ByteBuffer) -> Void
    ) throws(RunError) {
        if let file, file != "-" {
            return try ByteBuffer.publish(as: Path(argument: file), report)
        }
        var text = ByteBuffer(capacity: 64 << 10)
        report(&text)
        do throws(WriteError) {
            var output = StandardOutput()
            try text.withBytes { (bytes) throws(WriteError) in try output.write(bytes) }
        } catch {
            throw .write(error)
        }
    }
}
