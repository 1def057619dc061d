package import ByteStreams
internal import Sophos

/// Why the summary of a replay cannot be merged into that of a run.
package enum ReplayMismatch: Error, Hashable, Sendable {
    /// It is not the summary of a replay.
    case noReplay
    /// The run has no input with this name, or rejected less of it than was replayed.
    case otherFile(Path)
    /// The run rejected fewer pieces for this reason than were replayed.
    case otherReason(RejectReason)
}

extension Summary {
    /// Replaces the outcomes of the replayed pieces with those of the replay: pieces rejected here but
    /// converted there move over (SPEC 2.4), and all sums still hold.
    ///
    /// Unknown field names and warnings add up: those of a piece count each time it was read.
    ///
    /// - Throws: if it is not a replay of this run's rejects; nothing has changed then.
    package mutating func add(replay: Summary) throws(ReplayMismatch) {
        guard replay.isReplay else { throw .noReplay }
        for reason in RejectReason.allCases
        where total.rejected[reason] < replay.total.replayed[reason] {
            throw .otherReason(reason)
        }
        files = try files(with: replay.files)
        let replayed = replay.total.replayed
        total.seen -= replayed.total
        for (reason, count) in replayed.occurred { total.rejected[reason] -= count }
        for (category, count) in replay.total.replayedCategories {
            // A fixed record may have changed its category.
            let moved = min(count, total.categories[category]?.rejected ?? 0)
            total.categories[category]?.seen -= moved
            total.categories[category]?.rejected -= moved
        }
        var added = replay.total
        // Quarantine files do not count as inputs.
        (added.bytesRead, added.bytesDecompressed) = (0, 0)
        (added.replayed, added.replayedCategories) = (Count(), [:])
        total.add(added)
        replaceFirstRejects(by: replay)
        isInterrupted = isInterrupted || replay.isInterrupted
    }

    private func files(with replayed: [FileLine]) throws(ReplayMismatch) -> [FileLine] {
        var files = files
        // Inputs with the same name may come from several runs.
        var places: [Path: [Int]] = [:]
        for (index, line) in files.enumerated() {
            places[line.file.asWritten, default: []].append(index)
        }
        for line in replayed {
            let index = places[line.file.asWritten]?.first { files[$0].rejected >= line.replayed }
            guard let index else { throw .otherFile(line.file) }
            files[index].seen = files[index].seen - line.replayed + line.seen
            files[index].converted += line.converted
            files[index].filtered += line.filtered
            files[index].duplicate += line.duplicate
            files[index].rejected = files[index].rejected - line.replayed + line.rejected
            files[index].isWithheld = files[index].isWithheld || line.isWithheld
            if files[index].damage == nil { files[index].damage = line.damage }
        }
        return files
    }

    /// For an input whose pieces were replayed, the first one still rejected is in the replay.
    private mutating func replaceFirstRejects(by replay: Summary) {
        let replayed = Set(replay.files.map(\.file.asWritten))
        for (reason, first) in firstRejects where replayed.contains(first.file.asWritten) {
            firstRejects[reason] = nil
        }
        for (reason, first) in replay.firstRejects { add(first, reason) }
        for reason in firstRejects.keys where total.rejected[reason] == 0 {
            firstRejects[reason] = nil
        }
    }
}
