// Generates Mimecast click logs for benchmarks: the same bytes for the same arguments, everywhere.
//
//     MakeLogs [--records N] [--seed N] [--all-converted] [--shuffled] [--mixed] [--envelope | --pretty]
//
// --envelope and --pretty make pages of 100 records as the API returns them, the second with line ends
// and indentation; without them there is one record per line. --mixed adds attachment and impersonation
// logs and SIEM records that are not alerts.
//
// Records have the members of real responses of `/api/ttp/url/get-logs`, in the same order: about 700
// bytes each, 90 % with a clean verdict, 15 % of the subjects with characters beyond ASCII or with
// escapes, 12 % with the nested `tagMap` of newer exports. Every variant contains the same records. Mail
// addresses and hosts are those that RFC 2606 and RFC 5737 reserve for examples.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
struct RandomNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func happens(percent: Int) -> Bool { below(100) < percent }

    mutating func one(of words: [[UInt8]]) -> [UInt8] { words[below(words.count)] }
}

struct Options {
    var records = 400_000
    var seed: UInt64 = 1
    /// Every record is malicious, so every one becomes an alert.
    var isAllConverted = false
    /// Pages of 100 records, as returned by the API, instead of NDJSON.
    var isEnvelope = false
    /// The same pages, pretty-printed.
    var isPretty = false
    /// Records of other kinds among the clicks.
    var isMixed = false
    /// The members of every record in a different order.
    var isShuffled = false

    init(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let argument = rest.popFirst() {
            switch argument {
            case "--records": records = Self.number(&rest)
            case "--seed": seed = UInt64(Self.number(&rest))
            case "--all-converted": isAllConverted = true
            case "--envelope": isEnvelope = true
            case "--pretty":
                isEnvelope = true
                isPretty = true
            case "--shuffled": isShuffled = true
            case "--mixed": isMixed = true
            default: Self.refuse()
            }
        }
    }

    private static func number(_ rest: inout ArraySlice<String>) -> Int {
        guard let text = rest.popFirst(), let number = Int(text), number >= 0 else { refuse() }
        return number
    }

    private static func refuse() -> Never {
        let usage: StaticString =
            "usage: MakeLogs [--records N] [--seed N] [--all-converted] [--shuffled] [--mixed] [--envelope | --pretty]\n"
        _ = write(STDERR_FILENO, usage.utf8Start, usage.utf8CodeUnitCount)
        exit(64)
    }
}

/// Text to choose from.
struct Words {
    let firstNames = list(
        "amelia ben carla david elena frank grace hugo irene jonas karin luis maria noah olivia "
            + "peter quentin rosa stefan tara ulrich vera william xenia yusuf zoe")
    let lastNames = list(
        "anderson baker clark dubois evans fischer garcia hansen ivanova johnson keller lopez "
            + "meyer novak olsen petrov quinn rossi schmidt taylor ueda vargas wagner young zhang")
    let companies = list("corp sales emea apac support finance logistics legal")
    let senders = list(
        "newsletter invoices no-reply notifications billing updates events hr-portal delivery "
            + "security-alert survey accounts")
    let senderHosts = list("mail shop travel bank parcel cloud media partner vendor docs")
    let paths = list(
        "ls/click track/open unsubscribe/confirm document/view invoice/download share/s")
    let subjectWords = list(
        "your invoice order meeting update for the of and reminder account payment quarterly report "
            + "shipment delivered project review please confirm action required new document shared "
            + "weekly newsletter offer agenda contract draft monday team statement")
    /// Raw UTF-8, which sends a reader down its slow path.
    let unicodeSubjects = [
        "Überweisung – Rechnung Nr. ", "Réunion d’équipe à 14 h : ", "お支払いのご案内 ",
        "Счёт на оплату № ",
        "🎉 Special offer for you ",
    ].map { Array($0.utf8) }
    /// And escapes.
    let escapedSubjects = [
        #"Re: \"final\" version of the contract "#, #"Budget \u2013 FY25 "#,
        #"Path C:\\share\\docs "#,
        #"Invoice 10\/2024 "#,
    ].map { Array($0.utf8) }
    let definitions = [
        "Default Inbound URL Protect Definition", "Default Inbound URL Protect Definition",
        "Default Inbound URL Protect Definition", "Default Internal URL Protect Definition",
        "Default URL Protection Definition", "Inbound URL 'Aggressive'",
    ].map { Array($0.utf8) }
    let goodCategories = [
        "Business", "Computers & Technology", "Search Engines & Portals", "Shopping", "News",
        "Social Networking", "Travel", "Streaming Media & Downloads",
    ].map { Array($0.utf8) }
    let badCategories = [
        "Compromised", "Phishing & Fraud", "Malware", "Dangerous file extension",
    ].map { Array($0.utf8) }

    private static func list(_ words: String) -> [[UInt8]] {
        words.split(separator: " ").map { Array($0.utf8) }
    }
}

/// The members of one record, one after another.
struct Members {
    private(set) var bytes: [UInt8] = []
    /// Where each member begins in `bytes`, with a last entry for the end.
    private var starts: [Int] = [0]

    var count: Int { starts.count - 1 }

    subscript(_ number: Int) -> ArraySlice<UInt8> { bytes[starts[number]..<starts[number + 1]] }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
    }

    /// Adds a member that `appendValue` writes, quotes and brackets included.
    mutating func add(_ name: StaticString, _ appendValue: (inout [UInt8]) -> Void) {
        bytes.append("\"")
        bytes.append(name)
        bytes.append("\":")
        appendValue(&bytes)
        starts.append(bytes.count)
    }

    mutating func add(_ name: StaticString, text: StaticString) {
        add(name) {
            $0.append("\"")
            $0.append(text)
            $0.append("\"")
        }
    }

    mutating func add(_ name: StaticString, text: [UInt8]) {
        add(name) {
            $0.append("\"")
            $0.append(contentsOf: text)
            $0.append("\"")
        }
    }
}

extension [UInt8] {
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Appends a decimal number, zero-padded to `width` digits.
    mutating func append(_ number: Int, width: Int = 1) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends `count` characters of `alphabet`, which has 16 or 64.
    mutating func append(
        randomText count: Int, of alphabet: StaticString, _ random: inout RandomNumbers
    ) {
        let mask = UInt64(alphabet.utf8CodeUnitCount - 1)
        var bits: UInt64 = 0
        for index in 0..<count {
            if index % 8 == 0 { bits = random.next() }
            append(alphabet.utf8Start[Int(bits & mask)])
            bits >>= 8
        }
    }
}

/// Makes one record after another.
struct ClickLogs {
    static let hexadecimal: StaticString = "0123456789abcdef"
    private static let base64URL: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    let words = Words()
    var random: RandomNumbers
    private let isAllConverted: Bool
    /// Seconds since 1970; up to three seconds pass between records.
    var time = 1_730_419_200  // 2024-11-01T00:00:00Z

    init(seed: UInt64, isAllConverted: Bool) {
        random = RandomNumbers(seed: seed)
        self.isAllConverted = isAllConverted
    }

    /// Puts the next record into `members`. The random numbers drawn do not depend on the options.
    mutating func next(into members: inout Members) {
        members.removeAll()
        time += random.below(4)
        let isClean = random.happens(percent: 90) && !isAllConverted
        let isInternal = random.happens(percent: 5)
        let isEntryScan = random.happens(percent: 20)

        members.add("userEmailAddress") {
            $0.append("\"")
            appendPerson(to: &$0)
            $0.append("\"")
        }
        members.add("fromUserEmailAddress") {
            $0.append("\"")
            if isInternal { appendPerson(to: &$0) } else { appendSender(to: &$0) }
            $0.append("\"")
        }
        members.add("url") {
            $0.append("\"")
            appendURL(to: &$0)
            $0.append("\"")
        }
        members.add("ttpDefinition", text: random.one(of: words.definitions))
        members.add("subject") {
            $0.append("\"")
            appendSubject(to: &$0)
            $0.append("\"")
        }
        members.add("action", text: isClean ? "allow" : "block")
        members.add("adminOverride", text: "N/A")
        members.add("userOverride", text: "None")
        members.add("scanResult", text: isClean ? "clean" : "malicious")
        // Both are drawn, so that an option affects nothing but what it names.
        let good = random.one(of: words.goodCategories)
        let bad = random.one(of: words.badCategories)
        members.add("category", text: isClean ? good : bad)
        members.add("sendingIp") {
            $0.append("\"")
            if isInternal { $0.append("Internal IP") } else { appendAddress(to: &$0) }
            $0.append("\"")
        }
        members.add("userAwarenessAction", text: "N/A")
        members.add("date") {
            $0.append("\"")
            appendTime(to: &$0)
            $0.append("\"")
        }
        members.add("actions", text: isClean ? "Allow" : "Block")
        members.add("route", text: isInternal ? "internal" : "inbound")
        members.add("creationMethod", text: isEntryScan ? "Entry Scan" : "User Click")
        members.add("emailPartsDescription") {
            $0.append(random.happens(percent: 85) ? "[\"Body\"]" : "[\"Body\",\"Attachment\"]")
        }
        members.add("messageId") {
            $0.append("\"<")
            $0.append(randomText: 32, of: Self.hexadecimal, &random)
            $0.append("-")
            $0.append(random.below(1_000_000), width: 6)
            $0.append("@")
            $0.append(contentsOf: random.one(of: words.senderHosts))
            $0.append(".example.net>\"")
        }
        if random.happens(percent: 12) {
            members.add("tagMap") {
                $0.append("{\"UrlReputationScan\":{\"Status\":[\"")
                $0.append(isClean ? "Clean" : "Malicious")
                $0.append("\"],\"Type\":[\"Url\"],\"Url\":[\"")
                appendURL(to: &$0)
                $0.append("\"],\"UrlBlock\":[\"")
                $0.append(isClean ? "false" : "true")
                $0.append("\"]}}")
            }
        }
    }

    mutating func appendPerson(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: random.one(of: words.firstNames))
        bytes.append(".")
        bytes.append(contentsOf: random.one(of: words.lastNames))
        bytes.append("@")
        bytes.append(contentsOf: random.one(of: words.companies))
        bytes.append(".example.com")
    }

    mutating func appendSender(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: random.one(of: words.senders))
        bytes.append("@")
        bytes.append(contentsOf: random.one(of: words.senderHosts))
        bytes.append("-")
        bytes.append(random.below(400))
        bytes.append(".example.net")
    }

    private mutating func appendURL(to bytes: inout [UInt8]) {
        bytes.append("https://")
        bytes.append(contentsOf: random.one(of: words.senderHosts))
        bytes.append("-")
        bytes.append(random.below(400))
        bytes.append(".example.net/")
        bytes.append(contentsOf: random.one(of: words.paths))
        bytes.append("?upn=")
        bytes.append(randomText: 20 + random.below(40), of: Self.base64URL, &random)
    }

    mutating func appendSubject(to bytes: inout [UInt8]) {
        let manner = random.below(100)
        if manner < 8 {
            bytes.append(contentsOf: random.one(of: words.unicodeSubjects))
        } else if manner < 15 {
            bytes.append(contentsOf: random.one(of: words.escapedSubjects))
        }
        for number in 0..<(3 + random.below(6)) {
            if number > 0 { bytes.append(" ") }
            bytes.append(contentsOf: random.one(of: words.subjectWords))
        }
    }

    mutating func appendAddress(to bytes: inout [UInt8]) {
        switch random.below(3) {
        case 0: bytes.append("192.0.2.")
        case 1: bytes.append("198.51.100.")
        default: bytes.append("203.0.113.")
        }
        bytes.append(random.below(256))
    }

    /// As Mimecast writes it: whole seconds, and an offset without a colon.
    func appendTime(to bytes: inout [UInt8]) {
        // The day number to a date of the Gregorian calendar (Hinnant, `civil_from_days`).
        let shifted = time / 86_400 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        let second = time % 86_400

        bytes.append(year, width: 4)
        bytes.append("-")
        bytes.append(month < 10 ? month + 3 : month - 9, width: 2)
        bytes.append("-")
        bytes.append(day, width: 2)
        bytes.append("T")
        bytes.append(second / 3_600, width: 2)
        bytes.append(":")
        bytes.append(second / 60 % 60, width: 2)
        bytes.append(":")
        bytes.append(second % 60, width: 2)
        bytes.append("+0000")
    }
}

/// Standard output, in large blocks.
struct Output {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(2 << 20) }

    /// Appends JSON with one line per member and element, indented by two.
    mutating func appendIndented(_ json: [UInt8]) {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for (index, byte) in json.enumerated() {
            if isInString {
                bytes.append(byte)
                if !isEscaped, byte == UInt8(ascii: "\"") { isInString = false }
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                bytes.append(byte)
                depth += 1
                // An empty array stays on its line.
                if json[index + 1] != byte + 2 { appendLineEnd(depth) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if json[index - 1] != byte - 2 { appendLineEnd(depth) }
                bytes.append(byte)
            case UInt8(ascii: ","):
                bytes.append(byte)
                appendLineEnd(depth)
            case UInt8(ascii: ":"): bytes.append(": ")
            default:
                isInString = byte == UInt8(ascii: "\"")
                bytes.append(byte)
            }
        }
    }

    private mutating func appendLineEnd(_ depth: Int) {
        bytes.append("\n")
        for _ in 0..<depth { bytes.append("  ") }
    }

    mutating func flush(ifAbove limit: Int) {
        guard bytes.count > limit else { return }
        bytes.withUnsafeBytes {
            var rest = UnsafeRawBufferPointer(rebasing: $0[...])
            while let start = rest.baseAddress, rest.count > 0 {
                let count = write(STDOUT_FILENO, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    perror("MakeLogs")
                    exit(74)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }
}

@main
struct MakeLogs {
    private static let recordsInPage = 100

    static func main() {
        let options = Options(CommandLine.arguments.dropFirst())
        var logs = ClickLogs(seed: options.seed, isAllConverted: options.isAllConverted)
        // The order of members has its own generator, so that it affects no value.
        var orders = RandomNumbers(seed: options.seed ^ 0x5AFE)
        var order: [Int] = []
        var members = Members()
        var output = Output()
        var page: [UInt8] = []

        for record in 0..<options.records {
            let isFirstOfPage = record % recordsInPage == 0
            let isLastOfPage =
                (record + 1) % recordsInPage == 0 || record + 1 == options.records
            if options.isMixed, record % 4 != 0 {
                logs.nextOfAnotherKind(record % 4, into: &members)
            } else {
                logs.next(into: &members)
            }
            order.removeAll(keepingCapacity: true)
            order.append(contentsOf: 0..<members.count)
            if options.isShuffled {
                for last in stride(from: order.count - 1, to: 0, by: -1) {
                    order.swapAt(last, orders.below(last + 1))
                }
            }
            if options.isEnvelope {
                page.append(
                    isFirstOfPage
                        ? #"{"meta":{"status":200,"pagination":{"pageSize":100}},"data":[{"clickLogs":["#
                        : ",")
            }
            page.append("{")
            for (place, number) in order.enumerated() {
                if place > 0 { page.append(",") }
                page.append(contentsOf: members[number])
            }
            page.append("}")
            if options.isEnvelope, !isLastOfPage { continue }
            page.append(options.isEnvelope ? "]}],\"fail\":[]}\n" : "\n")
            if options.isPretty { output.appendIndented(page) } else { output.bytes += page }
            page.removeAll(keepingCapacity: true)
            output.flush(ifAbove: 1 << 20)
        }
        output.flush(ifAbove: 0)
    }
}
