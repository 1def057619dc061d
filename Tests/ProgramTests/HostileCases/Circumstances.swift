import ByteStreams
import Glibc
import TestSupport
import Testing

/// Requirements of tests on the system. A test that lacks one is cancelled, with the reason.
enum Circumstances {
    /// A launcher for running a program as an unprivileged user.
    static func asNobody() throws -> [String] {
        if geteuid() != 0 { return [] }
        let launcher = ["setpriv", "--reuid=65534", "--clear-groups", "--"]
        guard try works(launcher, ["--version"]) else {
            try Test.cancel("needs a user that is not root, or setpriv")
        }
        return launcher
    }

    /// A launcher for running a program with a limit: `--nofile=16`.
    static func limited(_ limit: String) throws -> [String] {
        let launcher = ["prlimit", limit, "--"]
        guard try works(["prlimit", "--"], ["--version"]) else { try Test.cancel("needs prlimit") }
        return launcher
    }

    /// A launcher for running a program with limited address space, in bytes.
    static func limited(addressSpace bytes: Int) throws -> [String] {
        if Sanitizer.isPresent {
            try Test.cancel("a sanitizer takes more address space than that before main")
        }
        return try limited("--as=\(bytes)")
    }

    /// A launcher for running a program with a limited number of file descriptors.
    static func limited(descriptors count: Int) throws -> [String] {
        if Sanitizer.looksUpNames {
            try Test.cancel("the thread sanitizer takes descriptors when it looks up a name")
        }
        return try limited("--nofile=\(count)")
    }

    /// A launcher for running a program whose system calls with this name fail, optionally only those on
    /// one file.
    ///
    /// - Parameter path: as the program names the file.
    static func failing(
        _ call: String, _ error: String, at path: String? = nil
    ) throws -> [String] {
        try tracing(call, "inject=\(call):error=\(error)", at: path)
    }

    /// A launcher for running a program in which a signal interrupts every other system call with this
    /// name, starting with the program's own first one, because the loader treats an interruption as an
    /// error.
    static func interrupting(_ call: String) throws -> [String] {
        let scratch = TemporaryDirectory()
        let trace = scratch.path.appending("trace")
        // The first call of our program.
        let first = "fcntl(0, F_GETFD)"
        let run = try ProgramRun(
            ["--version"], launcher: tracing("\(call),fcntl", to: ProgramRun.text(trace)))
        try #require(run.status == 0)
        let lines = String(
            decoding: TemporaryDirectory.contents(trace) ?? [], as: UTF8.self
        ).split(separator: "\n")
        let end = try #require(lines.firstIndex { $0.contains(first) })
        let before = lines[..<end].count { $0.contains(" \(call)(") }
        return try tracing(call, "inject=\(call):error=EINTR:when=\(before + 1)+2")
    }

    private static func tracing(
        _ calls: String, _ injection: String? = nil, at path: String? = nil,
        to trace: String = "/dev/null"
    ) throws -> [String] {
        let launcher = ["strace", "-f", "-qq", "-o", trace, "-e", "trace=\(calls)"]
        guard try works(launcher + ["--"], ["--version"]) else { try Test.cancel("needs strace") }
        let more = (path.map { ["-P", $0] } ?? []) + (injection.map { ["-e", $0] } ?? [])
        return launcher + more + ["--"]
    }

    private static func works(_ launcher: [String], _ words: [String]) throws -> Bool {
        try ProgramRun(words, launcher: launcher).status == 0
    }
}
