internal import Conversion

/// What somebody can do about rejected records and alerts without a threat: commands to type.
enum NextSteps {
    /// What for, and the command. None where nothing was published.
    static func rows(_ summary: Summary, _ places: OutputPlaces) -> [[String]] {
        guard let directory = places.directory else { return [] }
        var rows: [[String]] = []
        if summary.total.rejected.total > 0 {
            let rejects = ShellWords.quoted(OutputTree(directory).rejects)
            if places.commands.contains("explain") {
                rows.append(["see why", "mimecast2sophos explain INPUT --record N"])
            }
            if places.commands.contains("replay") {
                rows.append(["once mended", "mimecast2sophos replay \(rejects) --output NEW-DIR"])
            }
        }
        if places.commands.contains("mapping"),
            summary.total.alertTypes.keys.contains(where: { $0.threatID == nil })
        {
            rows.append(["add threats", "mimecast2sophos mapping template, then --mapping FILE"])
        }
        return rows
    }
}
