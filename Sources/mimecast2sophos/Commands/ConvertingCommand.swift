internal import Accounts
import ArgumentParser
internal import Runs
import Sophos

/// A command that converts, with the groups of options that its run needs.
protocol ConvertingCommand: TeachingCommand {
    var input: InputOptions { get }
    var decisions: DecisionOptions { get }
    var alerts: AlertOptions { get }
    var output: OutputOptions { get }
    var terminal: TerminalOptions { get }
    var verbosity: VerbosityOptions { get }

    /// Applies the command's own options.
    func apply(to options: inout ConvertOptions)
    /// The inputs to convert.
    func part(of list: InputList) -> InputList
}

extension ConvertingCommand {
    func part(of list: InputList) -> InputList { list }

    /// - Throws: the exit code, always.
    func convert() throws {
        var options = decisions.options
        alerts.apply(to: &options)
        output.apply(to: &options)
        apply(to: &options)
        let list: InputList
        let mapping: ThreatMapping
        do throws(RunError) {
            list = try input.list(
                beside: decisions.mappingOption.mapping, areQuarantine: options.replays,
                for: options.replays ? "replay" : nil)
            mapping = try decisions.mapping()
        } catch {
            throw ExitStatus.failure(output.judged(error), terminal.style)
        }
        throw ConvertJob(
            list: list, inputs: part(of: list), options: options, mapping: mapping,
            output: output, terminal: terminal, threads: decisions.threads,
            verbosity: verbosity
        ).run()
    }
}
