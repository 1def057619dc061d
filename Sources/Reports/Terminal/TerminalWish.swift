/// What the user asks of something that suits terminals only: `--progress` and `--color`.
package enum TerminalWish: String, CaseIterable, Sendable {
    /// Where it suits.
    case auto
    case always
    case never
}
