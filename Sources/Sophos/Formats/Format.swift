package import JSONRecords

/// The output formats for alerts. A new one needs a case here and a file next to this one.
package enum Format: String, CaseIterable, Hashable, Sendable {
    /// An alert of the Sophos Central SIEM API, version 1 (SPEC 6.1).
    case json
    /// Common Event Format, as Sophos's SIEM script writes it (SPEC 6.2).
    case cef
    /// Keys and values in quotes, as Sophos's SIEM script writes them (SPEC 6.3).
    case keyvalue
    /// A detection, the form in which Sophos XDR shows alerts of other products (SPEC 6.4).
    case detection
    /// A Detection Finding of the Open Cybersecurity Schema Framework (SPEC 6.4b).
    case ocsf

    /// What its lines are, for whoever reads them.
    package enum Syntax: Hashable, Sendable {
        /// One JSON object.
        case json
        /// A header, then keys and values as CEF escapes them.
        case cef
        /// Keys and values in quotes.
        case keyvalue
    }

    package var syntax: Syntax {
        switch self {
        case .json, .detection, .ocsf: .json
        case .cef: .cef
        case .keyvalue: .keyvalue
        }
    }

    /// The extension of its files.
    package var fileExtension: String {
        switch syntax {
        case .json: "ndjson"
        case .cef: "cef"
        case .keyvalue: "log"
        }
    }

    /// Appends one alert: one line, including its line end.
    package func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        switch self {
        case .json: JSONFormat.shared.append(alert, to: &buffer)
        case .cef: CEFFormat.append(alert, to: &buffer)
        case .keyvalue: KeyValueFormat.append(alert, to: &buffer)
        case .detection: DetectionFormat.append(alert, to: &buffer)
        case .ocsf: OCSFFormat.shared.append(alert, to: &buffer)
        }
    }
}
