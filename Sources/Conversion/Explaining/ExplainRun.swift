package import ByteStreams
package import Sophos

/// Converts inputs for the sake of what is decided, and writes nothing.
package struct ExplainRun {
    private let inputs: InputList
    private let options: ConvertOptions
    private let mapping: ThreatMapping
    private let interruption: Interruption

    package init(
        _ inputs: InputList, _ options: ConvertOptions, mapping: ThreatMapping,
        interruption: Interruption = .never
    ) {
        self.inputs = inputs
        self.options = options
        self.mapping = mapping
        self.interruption = interruption
    }

    /// - Parameter onDamage: told of each damaged input, behind its pieces.
    /// - Throws: `unbalanced`.
    package func run(
        _ watcher: PieceWatcher, onDamage: (Path, StreamDamage) -> Void
    ) throws(RunError) {
        for input in inputs.inputs {
            if watcher.isDone || interruption.isRequested { return }
            watcher.begin()
            var converter = FileConverter(
                input, options, mapping: mapping, alerts: AlertOutput(),
                rejects: OutputFile(.nowhere), interruption: interruption, watcher: watcher)
            guard try converter.read() else { return }
            let result = try converter.publish()
            if let damage = result.damage { onDamage(result.relative, damage) }
        }
    }
}
