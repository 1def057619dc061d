package import JSONRecords

/// The formats that alerts are written in. A new one is a case here and a file beside this one.
package enum Format: String, CaseIterable, Hashable, Sendable {
    /// An alert of the Sophos Central SIEM API, version 1 (SPEC 6.1).
    case json

    /// The ending of the files it fills.
    package var fileExtension: String {
        switch self {
        case .json: "ndjson"
        }
    }

    /// Appends one alert: one line, with its line end.
    package func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        switch self {
        case .json: JSONFormat.append(alert, to: &buffer)
        }
    }
}
