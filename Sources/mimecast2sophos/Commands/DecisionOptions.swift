internal import Accounts
internal import ArgumentParser
internal import ByteStreams
internal import Glibc
internal import Sophos

/// The options that affect a record's outcome, for every command that reads logs.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take only these categories (may be repeated). Default: attachment,impersonation,url.",
            valueName: "name,..."))
    var category: [ChoiceList<Sophos.Category>] = []

    @Option(
        help: ArgumentHelp(
            "What to do with an alert whose name matches no row of the mapping.",
            valueName: "what"))
    var unmapped = ConvertOptions.Unmapped.keep

    @OptionGroup var mappingOption: MappingOption

    @Option(
        help: ArgumentHelp(
            "Only alerts of this time or later: a date (midnight UTC) or a date-time with offset.",
            valueName: "time"),
        transform: WindowBound.init(argument:))
    var since: WindowBound?

    @Option(
        help: ArgumentHelp("Only alerts before this time.", valueName: "time"),
        transform: WindowBound.init(argument:))
    var until: WindowBound?

    @Option(
        help: ArgumentHelp(
            "Read the records inside the objects and lines that collectors put around them; never: reject those.",
            valueName: "when"))
    var unwrap = ConvertOptions.UnwrapMode.auto

    @Option(
        help: ArgumentHelp(
            "Also look for a record in the text of members with this name (may be repeated).",
            valueName: "name"))
    var unwrapField: [String] = []

    @Flag(
        name: .customLong("assume-utc"),
        help: "Take a time without an offset as UTC, instead of rejecting its record.")
    var assumesUTC = false

    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp("Files read at once. Default: one per core.", valueName: "n"),
        transform: { text in
            guard let number = Int(text), (1...1024).contains(number) else {
                throw ValidationError("expected a number from 1 to 1024")
            }
            return number
        })
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Limit for one record, in bytes or as in 64MiB (default: 16MiB).", valueName: "size"),
        transform: { text in
            guard let count = ByteCount(text), (1...(1 << 30)).contains(count.bytes) else {
                throw ValidationError("expected a size from 1 to 1GiB, such as 16MiB or 1048576")
            }
            return count
        })
    var maxRecordBytes = ByteCount(bytes: 16 << 20)

    func validate() throws {
        if let since, let until, since.instant > until.instant {
            throw ValidationError(
                "--since is \(since.text), after --until, which is \(until.text); expected an earlier time"
            )
        }
        if unwrapField.contains("") {
            throw ValidationError("--unwrap-field is empty; expected the name of a member")
        }
        if unwrap == .never, !unwrapField.isEmpty {
            throw ValidationError("--unwrap-field and --unwrap never exclude each other")
        }
    }

    var options: ConvertOptions {
        var options = ConvertOptions()
        if !category.isEmpty { options.categories = Set(category.flatMap(\.words)) }
        options.unmapped = unmapped
        options.window = (since?.instant ?? .min)..<(until?.instant ?? .max)
        options.unwrap = unwrap
        options.unwrapFields = unwrapField
        options.assumesUTC = assumesUTC
        options.recordLimit = maxRecordBytes.bytes
        return options
    }

    /// The mapping in force.
    /// - Throws: `unreadableMapping`, `mapping`.
    func mapping() throws(RunError) -> ThreatMapping { try mappingOption.threats() }

    /// How many files are read at once: as many as requested, or one per core, limited by the available
    /// descriptors. And how many more may wait for the disk, see `ConvertRun.publishers`: none with a
    /// single job, which does everything sequentially.
    var threads: (jobs: Int, publishers: Int) {
        let wanted = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        // Queried once, because it takes a system call per possible descriptor.
        let most =
            SystemCalls.freeDescriptors().map {
                ($0 - Self.sharedDescriptors) / Self.workerDescriptors
            } ?? .max
        let jobs = max(1, min(wanted, most))
        guard jobs > 1 else { return (jobs, 0) }
        var publishers = min(jobs * Self.publishersPerJob, Self.mostPublishers, most - jobs)
        if let space = SystemCalls.addressSpace() {
            publishers = min(publishers, (space - Self.sharedAddresses) / Self.threadAddresses)
        }
        return (jobs, max(0, publishers))
    }

    /// Address space that a thread reserves: its stack, and 64 MiB for its allocations.
    private static let threadAddresses = 80 << 20
    /// Address space that the program needs apart from the additional workers' threads.
    private static let sharedAddresses = 512 << 20

    private static let publishersPerJob = 7
    private static let mostPublishers = 32

    /// The directory's lock, two to interrupt waiting, a file being written back, and one spare.
    private static let sharedDescriptors = 5
    /// A worker's input, alerts and rejects, and a directory being synced.
    private static let workerDescriptors = 4
}

/// The options of a command line that affect decisions: a command that explains a record must repeat
/// them, or it explains something else.
enum DecisionWords {
    private static let options: Set<String> = [
        "--category", "--unmapped", "--mapping", "--since", "--until", "--max-record-bytes",
        "--unwrap", "--unwrap-field",
    ]
    private static let flags: Set<String> = ["--assume-utc"]

    /// - Parameter arguments: those of this process.
    /// - Returns: the options with their values, as shell words.
    static func words(of arguments: [[UInt8]]) -> [String] {
        var words: [String] = []
        var index = 0
        while index < arguments.count {
            let word = arguments[index]
            index += 1
            if word == Array("--".utf8) { break }
            let name = String(decoding: word.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
            if flags.contains(name) {
                words.append(name)
            } else if options.contains(name) {
                words.append(ShellWords.quoted(word))
                if name.utf8.count == word.count, index < arguments.count {
                    words.append(ShellWords.quoted(arguments[index]))
                    index += 1
                }
            }
        }
        return words
    }
}
