internal import ByteStreams
package import JSONRecords
internal import Sophos

/// `run.json`: when and how a run was made. The only output that holds the clock.
///
/// It is written first and again at the end, so that a directory tells of a run that was killed.
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

    package init(arguments: [String], jobs: Int) {
        self.arguments = arguments
        self.jobs = jobs
        started = SystemCalls.now()
    }

    /// Notes the end of the run, now, and whether it was interrupted.
    package mutating func finish(_ summary: Summary) {
        state = summary.isInterrupted ? .interrupted : .finished
        finished = SystemCalls.now()
    }

    /// Appends the whole file: one JSON object, a key a line; `finished` only once there is an end.
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
        buffer.append("\n}\n")
    }

    private func append(_ time: Int64, to buffer: inout ByteBuffer) {
        buffer.append(UInt8(ascii: "\""))
        Timestamp.append(time, to: &buffer)
        buffer.append(UInt8(ascii: "\""))
    }
}
