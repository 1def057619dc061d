/// Members of the objects in which collectors wrap a record (SPEC 3.0), by which a wrapper is
/// recognised.
///
/// Only structure is followed under any name, because no sender can write structure. Text is followed
/// only under these names, because a subject or a file name can contain JSON.
package enum WrapperMember: UInt8, CaseIterable, Hashable, Sendable {
    // The original record, next to what the collector made of it: Splunk and Cribl, Mimecast's own
    // Splunk app, Elastic's pipelines.
    case splunkRaw, mimecastBody, eventOriginal
    // The text of the record: Event Push and HEC; Logstash, Beats and CloudWatch; Docker and Fluent
    // Bit; Wazuh; GELF; OpenTelemetry; Google's and AWS's logs; Kafka Connect and queues; others.
    case event, message, log, fullLog, shortMessage, body, stringValue, textPayload, payload, value
    case raw, line
    // Names of arrays of records, which may hold text if an export was truncated.
    case attachmentLogs, impersonationLogs, clickLogs, data

    /// The member's name as in the object.
    package var name: String {
        switch self {
        case .splunkRaw: "_raw"
        case .mimecastBody: "mimecast_body"
        case .eventOriginal: "event.original"
        case .event: "event"
        case .message: "message"
        case .log: "log"
        case .fullLog: "full_log"
        case .shortMessage: "short_message"
        case .body: "body"
        case .stringValue: "stringValue"
        case .textPayload: "textPayload"
        case .payload: "payload"
        case .value: "value"
        case .raw: "raw"
        case .line: "line"
        case .attachmentLogs: "attachmentLogs"
        case .impersonationLogs: "impersonationLogs"
        case .clickLogs: "clickLogs"
        case .data: "data"
        }
    }

    /// The member's number in the field table.
    package var number: UInt8 { Field.count + rawValue }

    /// Copies of a record, which take precedence even over an object that looks like one.
    package static let copies: [WrapperMember] = [.splunkRaw, .mimecastBody, .eventOriginal]

    /// Text that may be a record, in order of preference.
    package static let texts: [WrapperMember] = [
        .event, .message, .log, .fullLog, .shortMessage, .body, .stringValue, .textPayload,
        .payload,
        .value, .raw, .line,
    ]

    /// The arrays of get-logs pages, and the kind of the records in them.
    package static let pageArrays: [(member: WrapperMember, kind: Kind)] = [
        (.attachmentLogs, .attachment), (.impersonationLogs, .impersonation), (.clickLogs, .url),
    ]

    /// Arrays of records.
    package static let arrays = pageArrays.map(\.member) + [.data]
}
