/// One use of a command: what to type, and what for.
struct Example {
    /// Shell words: what a user types.
    let command: String
    let purpose: String

    init(_ command: String, _ purpose: String) {
        self.command = command
        self.purpose = purpose
    }
}
