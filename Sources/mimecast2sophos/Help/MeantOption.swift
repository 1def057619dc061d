import JSONRecords

/// Which option somebody meant who typed one that there is not.
enum MeantOption {
    /// What other programs call what ours does. Without dashes.
    private static let habits = [
        "continue": "resume", "dedup": "deduplicate", "dedupe": "deduplicate", "end": "until",
        "force": "overwrite", "from": "since", "glob": "include", "gzip": "compress",
        "parallel": "jobs", "pattern": "include", "replace": "overwrite", "silent": "quiet",
        "start": "since", "threads": "jobs", "to": "until", "tenant": "customer-id",
        "outdir": "output", "out": "output", "workers": "jobs",
    ]
    /// Letters of a beginning that mean something.
    private static let shortest = 2

    /// The option that differs in dashes or case alone; that others call so; the only one that begins so;
    /// else the one that is nearest. None rather than a wrong one.
    ///
    /// - Parameter names: `--output`, `-o` and all others of a command.
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
