import CLibFuzzer
import Glibc

/// Passes generated inputs to one target, selected by the variable `FUZZ_TARGET`. `scripts/fuzz` builds
/// and runs it. A target that finds a problem stops the program.
@main struct Fuzz {
    private static let targets: [String: @Sendable ([UInt8]) -> Void] = [
        "gunzip": GunzipTarget.run,
        "reader": ReaderTarget.run,
        "records": RecordsTarget.run,
        "conversion": ConversionTarget.run,
        "mapping": MappingTarget.run,
        "processor": ProcessorTarget.run,
        "summary": SummaryTarget.run,
    ]

    nonisolated(unsafe) private static var target: ([UInt8]) -> Void = { _ in }

    static func main() {
        let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = targets[name] else {
            fatalError("FUZZ_TARGET is \"\(name)\"; expected one of \(targets.keys.sorted())")
        }
        Self.target = target
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        let result = LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            Fuzz.target(Array(UnsafeBufferPointer(start: start, count: count)))
            return 0
        }
        exit(result)
    }
}

/// A target's input: the last byte selects how it is read, the others are the data. (The last one, so
/// that ordinary files can serve as seeds, with their line end as the selector.)
struct FuzzInput {
    let bytes: [UInt8]
    let choice: Int

    init?(_ given: [UInt8]) {
        guard let last = given.last else { return nil }
        bytes = Array(given.dropLast())
        choice = Int(last)
    }
}

/// Stops the program if a condition is violated; libFuzzer keeps the input.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError(what()) }
}
