internal import Accounts
internal import Runs
import ArgumentParser
import ByteStreams
import Sophos

/// Which mapping a command uses.
struct MappingOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file whose rows and severities add to the built-in mapping or take the place of its rows (see mapping template).",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var mapping: String?

    /// - Throws: `unreadableMapping`, `mapping`.
    func threats() throws(RunError) -> ThreatMapping {
        try MappingSource.mapping(mapping.map { Path(argument: $0) })
    }
}
