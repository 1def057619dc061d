internal import ByteStreams
internal import Synchronization

/// What of an earlier run's results stays.
struct Resumption: Sendable {
    struct Kept: Sendable {
        /// The input's number in this run, from 0.
        var number: Int
        var entry: ManifestEntry
        /// Where the entry was read.
        var manifest: Path

        /// What the summary says of the input.
        ///
        /// - Parameter sum: as `SummaryReader.read` has it.
        /// - Throws: `manifest`.
        func summary(_ sum: inout UInt64) throws(RunError) -> Summary {
            do throws(SummaryProblem) {
                return try SummaryReader.read(entry.summary, sum: &sum)
            } catch {
                throw .manifest(manifest, .damaged(line: entry.line))
            }
        }
    }

    private(set) var kept: [Kept] = []
    /// The alerts that those inputs kept, with `--deduplicate`.
    private(set) var known = KnownAlerts()
    /// Nil without an earlier run.
    private(set) var report: ResumeReport?

    /// Nothing stays.
    init() {}

    /// Looks at each input and each output that the manifest tells of.
    init(
        _ manifest: Manifest, _ inputs: [Input], _ tree: OutputTree, _ options: ConvertOptions,
        jobs: Int
    ) {
        var report = ResumeReport()
        let states = Self.states(of: inputs, in: manifest, tree, options, jobs: jobs)
        let names = Set(inputs.map(\.relative))
        report.removed = UInt64(manifest.entries.keys.count { !names.contains($0) })
        let limit = options.deduplicates ? prefix(of: inputs, manifest, states, tree) : inputs.count
        for (number, state) in states.enumerated() {
            switch state {
            case .holds where number < limit:
                report.kept += 1
                if var entry = manifest.entries[inputs[number].relative] {
                    // With checksums, the content is the same and the time may be another.
                    entry.modified = inputs[number].identity?.modified
                    kept.append(Kept(number: number, entry: entry, manifest: manifest.path))
                }
            case .holds: report.following += 1
            case .changed: report.changed += 1
            case .new: report.added += 1
            case .spoiled: report.spoiled += 1
            }
        }
        self.report = report
    }

    /// The numbers of the inputs that must be converted, of `count` in all.
    func rest(of count: Int) -> [Int] {
        let done = Set(kept.map(\.number))
        return (0..<count).filter { !done.contains($0) }
    }

    private enum State {
        case holds, changed, new, spoiled
    }

    private static func states(
        of inputs: [Input], in manifest: Manifest, _ tree: OutputTree, _ options: ConvertOptions,
        jobs: Int
    ) -> [State] {
        let states = Mutex([State](repeating: .new, count: inputs.count))
        let next = Atomic(0)
        Workers.run(min(jobs, inputs.count)) {
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < inputs.count else { return }
                guard let entry = manifest.entries[inputs[number].relative] else { continue }
                let state = state(of: inputs[number], entry, tree, options)
                states.withLock { $0[number] = state }
            }
        }
        return states.withLock { $0 }
    }

    private static func state(
        of input: Input, _ entry: ManifestEntry, _ tree: OutputTree, _ options: ConvertOptions
    ) -> State {
        guard let identity = input.identity, let size = entry.size, size == identity.size else {
            return .changed
        }
        if options.checksums {
            let digest = try? FileChecksums.sha256(of: input.path)
            guard let digest, digest.hexadecimal == entry.sha256 else { return .changed }
        } else if entry.modified != identity.modified {
            return .changed
        }
        return entry.outputs.allSatisfy { $0.holds(in: tree) } ? .holds : .spoiled
    }

    /// How many of the first inputs stay: those that were the first of the earlier run, too, and whose
    /// alerts are known.
    private mutating func prefix(
        of inputs: [Input], _ manifest: Manifest, _ states: [State], _ tree: OutputTree
    ) -> Int {
        let earlier = manifest.entries.keys.sorted { $0.precedesByComponents($1) }
        guard var source = try? FileSource(path: tree.keys) else {
            // Without the file, as far as no input kept an alert.
            return zip(inputs, earlier).enumerated().prefix { number, pair in
                pair.0.relative == pair.1 && states[number] == .holds
                    && manifest.entries[pair.1]?.keys == nil
            }.count
        }
        var count = 0
        while count < min(inputs.count, earlier.count), states[count] == .holds,
            inputs[count].relative == earlier[count]
        {
            if let keys = manifest.entries[earlier[count]]?.keys {
                let alerts = KeySet()
                guard KeysFile.read(&source, keys, { alerts.insert($0) }) else { break }
                known.add(alerts)
            }
            count += 1
        }
        return count
    }
}
