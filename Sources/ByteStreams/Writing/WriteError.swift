import Glibc

/// What failed while writing, where, and the error number. Data only.
package struct WriteError: Error, Hashable, Sendable {
    package enum Operation: Hashable, Sendable, CaseIterable {
        case createDirectory, create, write, sync, close, rename, syncDirectory, remove
    }

    package enum Destination: Hashable, Sendable {
        case file(Path)
        case standardOutput
    }

    package var destination: Destination
    package var operation: Operation
    package var errno: Int32

    package init(_ operation: Operation, _ destination: Destination, errno: Int32) {
        self.destination = destination
        self.operation = operation
        self.errno = errno
    }

    init(_ operation: Operation, _ path: Path, errno: Int32) {
        self.init(operation, .file(path), errno: errno)
    }

    /// Whether the reader of our standard output is gone, in which case the run ends quietly.
    package var isClosedPipe: Bool {
        destination == .standardOutput && operation == .write && errno == EPIPE
    }
}
