/// The user's choice for features that suit only terminals: `--progress` and `--color`.
package enum TerminalWish: String, CaseIterable, Sendable {
    /// If the output is suitable.
    case auto
    case always
    case never
}
