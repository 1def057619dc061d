internal import ByteStreams
internal import JSONRecords

/// Which files of a walked directory are inputs, by their names.
package struct NamePatterns: Hashable, Sendable {
    /// What a file's name must end in, in any case, when nothing else was asked for.
    private static let endings = [".json", ".ndjson", ".jsonl", ".log"].flatMap {
        [Array($0.utf8), Array("\($0).gz".utf8)]
    }

    /// The names that were asked for instead; empty for none.
    let globs: [Glob]

    package init(_ globs: [Glob] = []) { self.globs = globs }

    /// - Parameter name: below the directory that was walked.
    func takes(_ name: Path) -> Bool {
        if !globs.isEmpty { return globs.contains { $0.matches(name) } }
        return Self.endings.contains { ending in
            name.bytes.count >= ending.count
                && name.bytes.suffix(ending.count).lazy.map(JSONText.lowercased)
                    .elementsEqual(ending)
        }
    }
}
