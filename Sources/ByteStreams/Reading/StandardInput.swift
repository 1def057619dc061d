import Glibc

/// What standard input is.
package enum StandardInput {
    /// Whether somebody hands something over there: a pipe, a socket, or a file that is not empty.
    /// Whoever starts a program without a thought for it leaves a terminal or the null device.
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
