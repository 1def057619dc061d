import ArgumentParser
import ByteStreams
import Conversion

/// The command line. Commands throw what went wrong; ``ExitStatus`` makes lines and numbers of it.
@main
struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Product.name,
        abstract: "Convert exported Mimecast Email Security logs to Sophos-format alerts.",
        discussion: """
            Reads API pages, NDJSON and gzipped NDJSON from disk and writes normalized alerts, \
            a quarantine of everything that could not be used, and a summary. Works offline.
            """,
        version: "\(Product.name) \(Product.version)",
        subcommands: [ConvertCommand.self, CheckCommand.self],
        defaultSubcommand: ConvertCommand.self)

    static func main() {
        ProcessPreparation.occupyStandardDescriptors()
        ProcessPreparation.ignoreWriteSignals()
        main(nil)
    }
}
