import Glibc

/// What a run of the tests under a sanitizer (scripts/sanitize) means for the programs that it starts.
enum Sanitizer {
    /// The sanitizers' options: a program that a test starts is built like the test, and has to know
    /// them as well, or it answers with the code of a sanitizer that has something to report at the end.
    static let environment: [String: String] = {
        var options: [String: String] = [:]
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
            if let value = getenv(name) { options[name] = String(cString: value) }
        }
        // The thread sanitizer fills a temporary file when a program starts, where it can have one; under
        // a limit for the size of files the program dies of it. Ours makes none there.
        if options["TSAN_OPTIONS"] != nil { options["TMPDIR"] = "/dev/null" }
        return options
    }()

    /// Whether the runtime of one is in this process: it keeps terabytes of addresses for itself.
    static let isPresent = dlsym(nil, "__asan_init") != nil || looksUpNames

    /// Whether it starts a program of its own to look up names, for what it is not to tell.
    static let looksUpNames = dlsym(nil, "__tsan_init") != nil
}
