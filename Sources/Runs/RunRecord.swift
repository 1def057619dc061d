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
        buffer.appendJSON { json in
            json.object(.lines) { json in
                json.member("version", 1)
                json.member("program", "mimecast2sophos \(Product.version)")
                json.member("state", state.rawValue)
                json.array("arguments", of: arguments)
                json.member("jobs", jobs)
                json.member("started", time: started)
                if let finished { json.member("finished", time: finished) }
                if let thisRun { Self.write(thisRun, to: &json) }
            }
            json.endLine()
        }
    }

    private static func write(_ run: ThisRun, to json: inout JSONWriter) {
        let report = run.resumed ?? ResumeReport()
        json.object("thisRun") { json in
            json.member("inputs", run.inputs)
            json.member("new", run.resumed == nil ? run.inputs : report.added)
            json.member("changed", report.changed)
            json.member("again", report.spoiled + report.following)
            json.member("kept", report.kept)
            json.member("gone", report.gone)
            json.member("pruned", report.pruned)
            json.member("seen", run.seen)
            json.member("converted", run.converted)
            json.member("filtered", run.filtered)
            json.member("duplicate", run.duplicate)
            json.member("rejected", run.rejected)
            json.member("damaged", run.damaged)
        }
    }
}
