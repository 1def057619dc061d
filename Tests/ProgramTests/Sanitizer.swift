import Glibc

/// What running the tests under a sanitizer (scripts/sanitize) means for the programs they start.
enum Sanitizer {
    /// The sanitizers' options: a program started by a test is built like the test and needs the same
    /// options, or it exits with the code of a sanitizer that has something to report at the end.
    static let environment: [String: String] = {
        var options: [String: String] = [:]
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
            if let value = getenv(name) { options[name] = String(cString: value) }
        }
        // The thread sanitizer fills a temporary file at program start if it can; under a file size
        // limit that kills the program. Ours does not create any there.
        if options["TSAN_OPTIONS"] != nil { options["TMPDIR"] = "/dev/null" }
        return options
    }()

    /// Whether a sanitizer's runtime is in this process, which reserves terabytes of address space.
    static let isPresent = dlsym(nil, "__asan_init") != nil || looksUpNames

    /// Whether it starts a helper program to look up names for its suppressions.
    static let looksUpNames = dlsym(nil, "__tsan_init") != nil
}
