package import Accounts
internal import ByteStreams
package import JSONRecords
internal import Sophos

/// `run.json`: when and how it ran. The only output that contains run times.
///
/// It is written at the start and again at the end, so that a directory also shows a killed run. At the
/// end it also says what this run did, as opposed to everything in the directory.
package struct RunRecord: Sendable {
    package enum State: String, Sendable {
        case running, finished, interrupted
    }

    package private(set) var state = State.running
    private let arguments: [String]
    private let jobs: Int
    /// Milliseconds since 1970.
    private let started: Int64
    private var finished: Int64?
    private var thisRun: ThisRun?

    package init(arguments: [String], jobs: Int) {
        self.arguments = arguments
        self.jobs = jobs
        started = SystemCalls.now()
    }

    /// Records that the run ends now, and whether it was interrupted.
    package mutating func finish(_ summary: Summary) {
        state = summary.isInterrupted ? .interrupted : .finished
        finished = SystemCalls.now()
        thisRun = summary.thisRun
    }

    /// Appends the whole file: one JSON object, one key per line; `finished` only after the end.
    package func append(to buffer: inout ByteBuffer) {
        buffer.append("{\n  \"version\": 1,\n  \"program\": \"mimecast2sophos ")
        buffer.append(utf8: Product.version)
        buffer.append("\",\n  \"state\": \"")
        buffer.append(utf8: state.rawValue)
        buffer.append("\",\n  \"arguments\": [")
        for (number, argument) in arguments.enumerated() {
            if number > 0 { buffer.append(", ") }
            JSONStrings.append(argument.utf8, to: &buffer)
        }
        buffer.append("],\n  \"jobs\": ")
        buffer.append(decimal: jobs)
        buffer.append(",\n  \"started\": ")
        append(started, to: &buffer)
        if let finished {
            buffer.append(",\n  \"finished\": ")
            append(finished, to: &buffer)
        }
        if let thisRun { Self.append(thisRun, to: &buffer) }
        buffer.append("\n}\n")
    }

    /// `"thisRun": {"inputs": 3, "new": 2, …}`
    private static func append(_ run: ThisRun, to buffer: inout ByteBuffer) {
        let report = run.resumed ?? ResumeReport()
        let numbers: [(StaticString, UInt64)] = [
            ("inputs", run.inputs), ("new", run.resumed == nil ? run.inputs : report.added),
            ("changed", report.changed), ("again", report.spoiled + report.following),
            ("kept", report.kept), ("gone", report.gone), ("pruned", report.pruned),
            ("seen", run.seen), ("converted", run.converted), ("filtered", run.filtered),
            ("duplicate", run.duplicate), ("rejected", run.rejected), ("damaged", run.damaged),
        ]
        buffer.append(",\n  \"thisRun\": {")
        for (number, entry) in numbers.enumerated() {
            buffer.append(number == 0 ? "\"" : ", \"")
            buffer.append(entry.0)
            buffer.append("\": ")
            buffer.append(decimal: entry.1)
        }
        buffer.append("}")
    }

    private func append(_ time: Int64, to buffer: inout ByteBuffer) {
        buffer.append(UInt8(ascii: "\""))
        Timestamp.append(time, to: &buffer)
        buffer.append(UInt8(ascii: "\""))
    }
}
