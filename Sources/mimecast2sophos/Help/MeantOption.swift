import JSONRecords

/// Guesses which option was meant by one that does not exist.
enum MeantOption {
    /// Other programs' names for our options, without dashes.
    private static let habits = [
        "continue": "resume", "dedup": "deduplicate", "dedupe": "deduplicate", "end": "until",
        "force": "overwrite", "from": "since", "glob": "include", "gzip": "compress",
        "parallel": "jobs", "pattern": "include", "replace": "overwrite", "silent": "quiet",
        "start": "since", "threads": "jobs", "to": "until", "tenant": "customer-id",
        "outdir": "output", "out": "output", "workers": "jobs",
    ]
    /// The minimum length of a meaningful prefix.
    private static let shortest = 2

    /// The option that differs only in dashes or case; the one that other programs call that; the only
    /// one with that prefix; else the nearest one. None rather than a wrong one.
    ///
    /// - Parameter names: all option names of a command, such as `--output` and `-o`.
    static func of(_ typed: String, among names: [String]) -> String? {
        let names = names.filter { $0.hasPrefix("--") }
        let folded = NearestWord.folded(typed)
        if let equal = names.first(where: { NearestWord.folded($0) == folded }) { return equal }
        let habit = habits[String(decoding: folded, as: UTF8.self)].map { "--" + $0 }
        if let habit, names.contains(habit) { return habit }
        if folded.count >= shortest {
            let begun = Set(names.filter { NearestWord.folded($0).starts(with: folded) })
            if !begun.isEmpty { return begun.count == 1 ? begun.first : nil }
        }
        return NearestWord.of(typed, among: names)
    }
}
