internal import Accounts
internal import ByteStreams
internal import Pipeline

/// Commands that help with rejected records and alerts without a threat.
enum NextSteps {
    /// Purposes and commands. Empty if nothing was published.
    static func rows(_ summary: Summary, _ places: OutputPlaces) -> [[String]] {
        guard let directory = places.directory else { return [] }
        var rows: [[String]] = []
        if summary.total.rejected.total > 0 {
            let rejects = ShellWords.quoted(OutputTree(directory).rejects)
            if places.commands.contains("explain"), let command = explanation(summary, places) {
                rows.append(["see why", command])
            }
            if places.commands.contains("replay") {
                rows.append(["once mended", "mimecast2sophos replay \(rejects) --output NEW-DIR"])
            }
        }
        if places.commands.contains("mapping"),
            summary.total.alertTypes.keys.contains(where: { $0.threatID == nil })
        {
            let from = ShellWords.quoted(directory)
            rows.append([
                "add threats", "mimecast2sophos mapping template --from \(from) > mapping.json",
            ])
        }
        return rows
    }

    /// The command that explains the first reject whose input can be opened, with the options that
    /// affect decisions, because without them it may not be a reject.
    private static func explanation(_ summary: Summary, _ places: OutputPlaces) -> String? {
        for (reason, _) in summary.total.rejected.occurred {
            guard let first = summary.firstRejects[reason], let path = places.opened(first.file)
            else { continue }
            let input = path.bytes.first == UInt8(ascii: "-") ? Path("./").appending(path) : path
            let words = [
                Product.name, "explain", ShellWords.quoted(input), "--record \(first.record)",
            ]
            return (words + places.decisions).joined(separator: " ")
        }
        return nil
    }
}
