internal import Accounts
import ArgumentParser
internal import Runs
import Sophos

/// A command that converts: what its run needs stands in the same groups of options.
protocol ConvertingCommand: TeachingCommand {
    var input: InputOptions { get }
    var decisions: DecisionOptions { get }
    var alerts: AlertOptions { get }
    var output: OutputOptions { get }
    var terminal: TerminalOptions { get }
    var verbosity: VerbosityOptions { get }

    /// What the command says besides.
    func apply(to options: inout ConvertOptions)
    /// What of the inputs is converted.
    func part(of list: InputList) -> InputList
}

extension ConvertingCommand {
    func part(of list: InputList) -> InputList { list }

    /// - Throws: how the process ends, always.
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
