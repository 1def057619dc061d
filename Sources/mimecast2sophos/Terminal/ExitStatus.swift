internal import Accounts
internal import ArgumentParser
internal import ByteStreams
internal import Glibc
internal import JSONRecords
internal import Pipeline
internal import Reports

/// Exit codes (SPEC 8; those from 64 on are from sysexits.h).
enum ExitStatus: Int32 {
    case success = 0
    /// Finished, but something was rejected, damaged or withheld.
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

    /// The exit code of a finished or interrupted run. Findings of an earlier run do not count, because
    /// that run reported them.
    static func code(of summary: Summary, missing: Bool, signal: Int32?) -> ExitCode {
        // As shells report a process killed by a signal.
        if let signal { return ExitCode(128 + signal) }
        if missing { return ExitStatus.inputMissing.code }
        let hasFindings = summary.thisRun?.hasFindings ?? summary.hasFindings
        return (hasFindings ? ExitStatus.findings : .success).code
    }

    var code: ExitCode { ExitCode(rawValue) }

    /// Prints `error` on standard error and returns its exit code. Nothing is printed if the reader of
    /// our standard output is gone.
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
    /// Runs `body`, which writes to standard output, and reports what it throws.
    func answering(_ body: () throws(RunError) -> Void) throws {
        do throws(RunError) {
            try body()
        } catch {
            throw ExitStatus.failure(error)
        }
    }
}

extension WriteError.Operation {
    /// Whether the output could not even be created.
    fileprivate var isMaking: Bool {
        switch self {
        case .createDirectory, .create, .remove: true
        case .write, .sync, .close, .rename, .syncDirectory: false
        }
    }
}

extension StreamDamage {
    /// Whether a wrong file name is to blame rather than a failing disk.
    fileprivate var tellsOfMistake: Bool {
        guard reason == .inputOpen, case .errno(let number) = detail else { return false }
        return [ENOENT, ENOTDIR, EISDIR, EACCES, ELOOP, ENAMETOOLONG].contains(number)
    }
}

/// Writes a report to a file or to standard output.
enum ReportFile {
    /// Writes what `report` appends, atomically.
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
