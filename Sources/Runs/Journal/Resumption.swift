internal import Accounts
internal import ByteStreams
internal import Pipeline
internal import Synchronization

/// Which results of an earlier run are kept.
struct Resumption: Sendable {
    struct Kept: Sendable {
        /// The input's number in this run, from 0; nil if it is gone.
        var number: Int?
        var place: EntryPlace
        var entry: ManifestEntry
        /// The path the entry was read from.
        var manifest: Path

        /// The summary of the input.
        ///
        /// - Parameter sum: see `SummaryReader.read`.
        /// - Throws: `manifest`.
        func summary(_ sum: inout UInt64) throws(RunError) -> Summary {
            do throws(SummaryProblem) {
                var summary = try SummaryReader.read(entry.summary, sum: &sum)
                if number == nil { summary.markGone() }
                return summary
            } catch {
                throw .manifest(manifest, .damaged(line: entry.line))
            }
        }
    }

    private(set) var kept: [Kept] = []
    /// The kept alerts of those inputs, with `--deduplicate`.
    private(set) var known = KnownAlerts()
    /// nil without an earlier run.
    private(set) var report: ResumeReport?

    /// Keeps nothing.
    init() {}

    /// Checks each input and output listed in the manifest.
    ///
    /// - Parameter prunes: whether to drop the results of inputs that are gone.
    /// - Throws: `allGone` if that would leave nothing.
    init(
        _ manifest: Manifest, _ inputs: [Input], _ tree: OutputTree, _ options: ConvertOptions,
        jobs: Int, prunes: Bool
    ) throws(RunError) {
        var report = ResumeReport()
        let states = Self.states(of: inputs, in: manifest, tree, options, jobs: jobs)
        let names = Set(inputs.map(\.relative))
        let gone = manifest.entries.filter { !names.contains($0.key) && $0.value.hasResults }.keys
            .sorted {
                $0.precedesByComponents($1)
            }
        if prunes {
            if !gone.isEmpty, gone.count == manifest.entries.count {
                throw .allGone(tree.directory, inputs: gone.count)
            }
            report.pruned = UInt64(gone.count)
        } else {
            report.gone = UInt64(gone.count)
            keep(gone, among: inputs, of: manifest)
        }
        let limit =
            options.deduplicates
            ? prefix(of: inputs, manifest, states, tree, without: prunes ? [] : Set(gone))
            : inputs.count
        for (number, state) in states.enumerated() {
            switch state {
            case .holds where number < limit:
                report.kept += 1
                if var entry = manifest.entries[inputs[number].relative] {
                    // With checksums, the content is the same but the time may differ.
                    entry.modified = inputs[number].identity?.modified
                    kept.append(
                        Kept(
                            number: number, place: EntryPlace(ofInput: number), entry: entry,
                            manifest: manifest.path))
                }
            case .holds: report.following += 1
            case .changed: report.changed += 1
            case .new: report.added += 1
            case .spoiled: report.spoiled += 1
            }
        }
        self.report = report
    }

    /// Keeps the entries of inputs that are gone, in order among those of the remaining inputs.
    ///
    /// - Parameter gone: in the same order as `inputs`.
    private mutating func keep(_ gone: [Path], among inputs: [Input], of manifest: Manifest) {
        var before = 0
        for (number, path) in gone.enumerated() {
            while before < inputs.count, inputs[before].relative.precedesByComponents(path) {
                before += 1
            }
            guard let entry = manifest.entries[path] else { continue }
            kept.append(
                Kept(
                    number: nil, place: EntryPlace(ofGone: number, beforeInput: before),
                    entry: entry, manifest: manifest.path))
        }
    }

    /// The numbers of the inputs that must be converted, of `count` in all.
    func rest(of count: Int) -> [Int] {
        let done = Set(kept.compactMap(\.number))
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

    /// How many leading inputs are kept: those that also came first in the earlier run and whose alerts
    /// are known.
    ///
    /// - Parameter gone: inputs that no longer exist but keep their results. Their alerts cannot change
    ///   any more, so they count as known before all others.
    private mutating func prefix(
        of inputs: [Input], _ manifest: Manifest, _ states: [State], _ tree: OutputTree,
        without gone: Set<Path>
    ) -> Int {
        let entries = manifest.entries.values.sorted { $0.path.precedesByComponents($1.path) }
        var reader = KeysFile.Reader(tree.keys)
        let goneKeys = entries.filter { gone.contains($0.path) }.compactMap(\.keys)
        for keys in goneKeys.sorted(by: { $0.start < $1.start }) {
            if let alerts = reader.read(keys) { known.add(alerts) }
        }
        reader = KeysFile.Reader(tree.keys)
        var count = 0
        for entry in entries where !gone.contains(entry.path) {
            guard count < inputs.count, inputs[count].relative == entry.path,
                states[count] == .holds
            else { break }
            if let keys = entry.keys {
                guard let alerts = reader.read(keys) else { break }
                known.add(alerts)
            }
            count += 1
        }
        return count
    }
}

/// The position of an entry in a manifest, which is in input order: inputs of the run by their numbers,
/// with those that are gone in between.
struct EntryPlace: Hashable, Comparable, Sendable {
    private let number: Int
    /// Orders it after the gone inputs that precede it.
    private let goneNumber: Int

    /// - Parameter number: the input's number in the run, from 0.
    init(ofInput number: Int) {
        self.number = number
        goneNumber = .max
    }

    /// - Parameters:
    ///   - goneNumber: its number among the inputs that are gone, from 0.
    ///   - number: the number of the first input after it.
    init(ofGone goneNumber: Int, beforeInput number: Int) {
        self.number = number
        self.goneNumber = goneNumber
    }

    static func < (left: EntryPlace, right: EntryPlace) -> Bool {
        (left.number, left.goneNumber) < (right.number, right.goneNumber)
    }
}
