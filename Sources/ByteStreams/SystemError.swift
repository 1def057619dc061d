/// The error number of a system call, nothing else.
package struct SystemError: Error, Hashable, Sendable {
    package var errno: Int32

    package init(errno: Int32) {
        self.errno = errno
    }
}
