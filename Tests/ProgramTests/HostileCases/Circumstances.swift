import Glibc
import Testing

/// What a test needs of the system. A test that cannot have it is cancelled, with the reason.
enum Circumstances {
    /// Words that start a program as a user without any rights.
    static func asNobody() throws -> [String] {
        if geteuid() != 0 { return [] }
        let launcher = ["setpriv", "--reuid=65534", "--clear-groups", "--"]
        guard try works(launcher, ["--version"]) else {
            try Test.cancel("needs a user that is not root, or setpriv")
        }
        return launcher
    }

    /// Words that start a program with a limit: `--nofile=16`.
    static func limited(_ limit: String) throws -> [String] {
        let launcher = ["prlimit", limit, "--"]
        guard try works(["prlimit", "--"], ["--version"]) else { try Test.cancel("needs prlimit") }
        return launcher
    }

    /// Words that start a program with so many bytes of address space.
    static func limited(addressSpace bytes: Int) throws -> [String] {
        if Sanitizer.isPresent {
            try Test.cancel("a sanitizer takes more address space than that before main")
        }
        return try limited("--as=\(bytes)")
    }

    /// Words that start a program whose system calls of this name fail.
    static func failing(_ call: String, _ error: String) throws -> [String] {
        func launcher(_ injection: String) -> [String] {
            [
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", injection,
                "--",
            ]
        }
        guard try works(launcher("inject=\(call):error=\(error):when=100000"), ["--version"]) else {
            try Test.cancel("needs strace")
        }
        return launcher("inject=\(call):error=\(error)")
    }

    private static func works(_ launcher: [String], _ words: [String]) throws -> Bool {
        try ProgramRun(words, launcher: launcher).status == 0
    }
}
