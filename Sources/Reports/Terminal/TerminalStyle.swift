/// Highlights text for people with terminal codes (ECMA-48 §8.3.117), or not at all.
///
/// Colour never carries information that is not also in the text.
package struct TerminalStyle: Hashable, Sendable {
    private let isColored: Bool

    /// Text as it is.
    package static let plain = TerminalStyle(isColored: false)

    package init(isColored: Bool) { self.isColored = isColored }

    /// Important text.
    func strong(_ text: String) -> String { wrapped(text, "1") }
    /// Less important text.
    func faint(_ text: String) -> String { wrapped(text, "2") }
    /// Success.
    func good(_ text: String) -> String { wrapped(text, "32") }
    /// Something to check.
    func caution(_ text: String) -> String { wrapped(text, "33") }
    /// Failure.
    package func bad(_ text: String) -> String { wrapped(text, "1;31") }

    private func wrapped(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
