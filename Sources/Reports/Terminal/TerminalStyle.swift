/// How text for people is set off: with the codes that terminals obey (ECMA-48 §8.3.117), or not.
///
/// Colour says nothing that the words do not say.
package struct TerminalStyle: Hashable, Sendable {
    private let isColored: Bool

    /// Text as it is.
    package static let plain = TerminalStyle(isColored: false)

    package init(isColored: Bool) { self.isColored = isColored }

    /// What matters most.
    func strong(_ text: String) -> String { wrapped(text, "1") }
    /// What matters less.
    func faint(_ text: String) -> String { wrapped(text, "2") }
    /// What came out well.
    func good(_ text: String) -> String { wrapped(text, "32") }
    /// What somebody should look at.
    func caution(_ text: String) -> String { wrapped(text, "33") }
    /// What went wrong.
    package func bad(_ text: String) -> String { wrapped(text, "1;31") }

    private func wrapped(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
