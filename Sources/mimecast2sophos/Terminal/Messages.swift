import ByteStreams

/// Lines for people, on standard error. What they hold of the input was escaped by who made them.
enum Messages {
    /// Writes `text` and a line end.
    static func tell(_ text: String) { write(text + "\n") }

    /// Writes `text` as it is. A closed standard error is no reason to stop.
    static func write(_ text: String) { StandardError.write(text) }
}
