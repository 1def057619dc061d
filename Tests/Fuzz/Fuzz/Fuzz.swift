import CLibFuzzer
import Glibc

/// Gives made-up inputs to one target, over and over; which one says the variable `FUZZ_TARGET`.
/// `scripts/fuzz` builds and runs it. A target that finds something wrong stops the program.
@main struct Fuzz {
    private static let targets: [String: @Sendable ([UInt8]) -> Void] = [
        "gunzip": GunzipTarget.run,
        "reader": ReaderTarget.run,
        "records": RecordsTarget.run,
        "conversion": ConversionTarget.run,
        "mapping": MappingTarget.run,
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

/// What a target was given: the last byte chooses how it is read, the others are the input. (The last
/// one, so that files as they are make seeds: their line end chooses.)
struct FuzzInput {
    let bytes: [UInt8]
    let choice: Int

    init?(_ given: [UInt8]) {
        guard let last = given.last else { return nil }
        bytes = Array(given.dropLast())
        choice = Int(last)
    }
}

/// Stops the program when something does not hold; libFuzzer keeps the input.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError(what()) }
}
