import Glibc

/// Information about standard input.
package enum StandardInput {
    /// Whether standard input was deliberately supplied: a pipe, a socket, or a file that is not empty.
    /// By default it is a terminal or the null device.
    package static var isPiped: Bool {
        guard case .success(let status) = FileStatus.of(descriptor: STDIN_FILENO) else {
            return false
        }
        return switch status.kind {
        case .regular: status.identity.size > 0
        case .special: !status.isDevice
        case .directory: false
        }
    }
}
