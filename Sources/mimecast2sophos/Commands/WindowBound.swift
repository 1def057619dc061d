internal import Accounts
import ArgumentParser

/// One end of the window on event time, as it was typed.
struct WindowBound: Hashable, Sendable {
    let text: String
    /// Milliseconds since 1970.
    let instant: Int64

    /// - Throws: what the parser shows behind the value.
    init(argument: String) throws {
        guard let instant = ConvertOptions.instant(rfc3339: argument) else {
            throw ValidationError(
                "expected a date such as 2024-11-17, or a date-time with offset such as 2024-11-17T09:00:00Z"
            )
        }
        text = argument
        self.instant = instant
    }
}
