import TestSupport

/// Valid Mimecast records generated from the grammar of SPEC 3, together with what they say. No export
/// limits what occurs, and no reader is needed to know the right answer.
///
///     file   = group+
///     group  = page | Disguise's wrappers and arrays        of records that say the same twice
///     record = members in any order, also empty and unrelated ones, with any white space
///     member = a name in any spelling, a value in any form  each character possibly escaped
struct RecordGrammar {
    /// What a field says, however it is written.
    enum Held: Equatable {
        case text(String)
        /// A word for the record's type, in its plainest form.
        case word(String)
        /// A JSON number.
        case number(String)
        case boolean(Bool)
        /// Texts, and nulls.
        case list([String?])
        /// The tokens of a list or an object.
        case structure([String])
        /// Milliseconds since 1970.
        case time(Int64)
    }

    /// What a record says.
    struct Answer {
        var number: Int
        /// The get-logs page's array that the record is in.
        var array: String?
        /// By the fields' own names.
        var held: [String: Held] = [:]
        var time: Int64 = 0
    }

    private(set) var text = ""
    /// The records of `text`, in order.
    private(set) var records: [(answer: Answer, text: String)] = []
    var random: SeededRandom
    var answerCount = 0

    init(seed: UInt64) {
        random = SeededRandom(seed)
        for _ in 0..<Int.random(in: 1...8, using: &random) { appendGroup() }
    }

    mutating func chance(of one: Int) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices.randomElement(using: &random)! }

    // MARK: Groups

    private mutating func appendGroup() {
        let isPage = chance(of: 3)
        var group: [(answer: Answer, text: String)] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let answer = answer(in: isPage)
            for _ in 0..<(RecordModel.isIdentified(answer) ? 2 : 1) {
                group.append((answer, record(answer)))
            }
        }
        group.shuffle(using: &random)
        records += group
        var disguise = Disguise(random)
        let written = isPage ? page(group) : disguise.group(of: group.map(\.text))
        if !isPage { random = disguise.random }
        text += written + "\n"
    }

    /// The answer of get-logs, or a part of it.
    private mutating func page(_ group: [(answer: Answer, text: String)]) -> String {
        var elements: [[(name: String, list: String)]] = []
        var names: Set<String> = []
        var rest = group[...]
        while let array = rest.first?.answer.array {
            let run = rest.prefix { $0.answer.array == array }
            rest = rest.dropFirst(run.count)
            let list =
                "[" + gap() + run.map(\.text).joined(separator: gap() + "," + gap()) + gap() + "]"
            let name = array == "auditLogs" ? array : spelling(of: array)
            // One element may have several arrays.
            if elements.isEmpty || names.contains(array) || chance(of: 2) {
                elements.append([])
                names = []
            }
            names.insert(array)
            elements[elements.count - 1].append((name, list))
        }
        let objects = elements.map { element in
            var members = element.map { member($0.name, $0.list) }
            members.insert(
                member("resultCount", "9"), at: Int.random(in: 0...members.count, using: &random))
            return "{" + members.joined(separator: ",") + "}"
        }
        let list = "[" + objects.joined(separator: "," + gap()) + "]"
        // Only as a part of `data` is any other array of logs one of records.
        if !group.contains(where: { $0.answer.array == "auditLogs" }) {
            if objects.count == 1, chance(of: 4) { return objects[0] }
            if chance(of: 4) { return list }
        }
        let data = objects.count == 1 && chance(of: 3) ? objects[0] : list
        return object([
            ("data", data), ("fail", "[]"), ("meta", #"{"status":200,"pagination":{"next":"x"}}"#),
        ])
    }

    // MARK: Records

    private mutating func record(_ answer: Answer) -> String {
        var members: [(name: String, value: String)] = []
        var names: Set<String> = []
        func add(_ name: String, _ value: String) {
            if names.insert(name).inserted { members.append((name, value)) }
        }
        style = Int.random(in: 0..<12, using: &random)
        escapes = pick([0, 0, 30, 4, 1])
        lineEnds = chance(of: 2)
        for (field, held) in answer.held.sorted(by: { $0.key < $1.key }) {
            let name = spelling(of: field)
            add(name, written(held, in: field))
            // A field's own name wins, then the first spelling that holds something (SPEC 3). The text
            // "null" holds nothing in any field (SPEC 3.1): a sender's is the value only where no
            // other spelling of the field holds something.
            let isHeld = held != .text("null")
            if name == field, isHeld, chance(of: 12) {
                add(spelling(of: field), written(.text("decoy")))
            }
            if chance(of: 12) {
                add(spelling(of: field), nothing(in: field, thatIsHeld: isHeld))
            }
        }
        let isTable = chance(of: 3)
        for field in Self.allFields + Self.typeFields where answer.held[field] == nil {
            if isTable || chance(of: 15) { add(spelling(of: field), nothing(in: field)) }
        }
        for name in ["unheardOf", "tagMap", "userOverride", "", "\u{1F600}\"\\"] where chance(of: 6)
        {
            add(name, written(chance(of: 2) ? .text(hostile()) : .structure(structure())))
        }
        return object(members)
    }

    private mutating func object(_ members: [(String, String)]) -> String {
        let texts = members.shuffled(using: &random).map { member($0, $1) }
        return "{" + texts.joined(separator: ",") + "}"
    }

    private mutating func member(_ name: String, _ value: String) -> String {
        gap() + quoted(name, sparing: 8) + gap() + ":" + gap() + value + gap()
    }

    /// How a record's names are spelled, one in how many of its characters is escaped needlessly (0:
    /// none), and whether it has line ends between its tokens.
    private var style = 0
    private var escapes = 0
    private var lineEnds = false

    private mutating func gap() -> String {
        chance(of: 4) ? pick([" ", "  ", "\t"] + (lineEnds ? ["\n", "\r\n  "] : [])) : ""
    }

    /// Names that differ from others only in case: any other spelling is not theirs.
    private static let ownOnly: Set = [
        "Action", "Sender", "Recipient", "Subject", "MsgId", "msgid", "Route", "Definition", "Hits",
        "TaggedMalicious", "TaggedExternal", "SourceIP",
    ]

    private mutating func spelling(of name: String) -> String {
        if Self.ownOnly.contains(name) { return name }
        let parts = name.reduce(into: [""]) { parts, letter in
            if letter.isUppercase, parts.last!.last?.isLowercase == true { parts.append("") }
            parts[parts.count - 1].append(letter)
        }
        let spelling =
            switch chance(of: 6) ? Int.random(in: 0..<12, using: &random) : style {
            case 0: name.lowercased()
            case 1: name.uppercased()
            case 2: parts.joined(separator: "_").lowercased()
            case 3: parts.joined(separator: "_").uppercased()
            case 4: parts.joined(separator: "-")
            case 5: name.prefix(1).uppercased() + name.dropFirst()
            case 6: parts.joined(separator: "_") + pick(["_s", "_t", "_d", "_b", "_g"])
            default: name
            }
        return Self.allFields.contains(spelling) || Self.typeFields.contains(spelling)
            ? name : spelling
    }

    /// A value that is none. (`"null"` stands for none as whoever wrote it wrote it: without escapes.)
    ///
    /// - Parameter isHeld: whether the field holds something in another spelling.
    private mutating func nothing(in field: String, thatIsHeld isHeld: Bool = false) -> String {
        var forms = ["null", #""""#]
        if isHeld || !Self.chosen.contains(field) { forms.append(#""null""#) }
        if field != "identifiers" { forms += ["[\(gap())]", "{\(gap())}"] }
        return pick(forms)
    }

    private mutating func written(_ held: Held, in field: String = "") -> String {
        switch held {
        case .text(let text): return quoted(text)
        case .word(let word):
            let separated = word.replacing(" ", with: pick([" ", "_", "-"]))
            let text = (chance(of: 4) ? "email_" : "") + separated
            return quoted((chance(of: 6) ? " " : "") + (chance(of: 3) ? text.uppercased() : text))
        case .number(let number) where RecordModel.numbers.contains(field):
            let long = #"{"$number\#(pick(["Int", "Long"]))":\#(gap())"\#(number)"}"#
            return pick([number, quoted(number), long])
        case .number(let number): return number
        case .boolean(let isTrue):
            let word = isTrue ? "true" : "false"
            guard RecordModel.booleans.contains(field) else { return word }
            return pick([
                word, word,
                quoted(
                    pick([
                        word, word.prefix(1).uppercased() + word.dropFirst(),
                        " \(word.uppercased())",
                    ])), isTrue ? "1" : "0",
            ])
        case .list(let list):
            return "[" + gap()
                + list.map { $0.map { quoted($0) } ?? "null" }.joined(
                    separator: gap() + "," + gap())
                + gap() + "]"
        case .structure(let tokens): return tokens.map { $0 + gap() }.joined()
        case .time(let time): return written(time)
        }
    }

    /// A JSON string.
    ///
    /// - Parameter sparing: how much less is escaped than in values.
    private mutating func quoted(_ text: String, sparing: Int = 1) -> String {
        let scalars = Array(text.unicodeScalars)
        var json = "\""
        for (index, scalar) in scalars.enumerated() {
            let isNeeded = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            guard isNeeded || scalar == "\u{FFFD}" || escapes > 0 && chance(of: escapes * sparing)
            else {
                json.unicodeScalars.append(scalar)
                continue
            }
            let short: [Unicode.Scalar: String] = [
                "\"": "\"", "\\": "\\", "/": "/", "\u{8}": "b", "\u{C}": "f", "\n": "n", "\r": "r",
                "\t": "t",
            ]
            if let letter = short[scalar], !chance(of: 4) {
                json += "\\" + letter
            } else if scalar == "\u{FFFD}", chance(of: 2) {
                // A lone half of a pair reads as this; the first half only where no second one follows.
                let isLast = index + 1 == scalars.count || scalars[index + 1] != "\u{FFFD}"
                json += escape(isLast && chance(of: 2) ? 0xD83D : 0xDE00)
            } else {
                json += String(scalar).utf16.map { escape($0) }.joined()
            }
        }
        return json + "\""
    }

    private mutating func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16, uppercase: chance(of: 2))
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    // MARK: Times

    private mutating func written(_ time: Int64) -> String {
        let digits = String(time)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return digits
        case 1: return quoted(digits)
        case 2: return digits + ".0"
        case 3: return "\(digits.prefix(1)).\(digits.dropFirst())E\(digits.count - 1)"
        case 4: return quoted("/Date(\(digits))/")
        case 5: return #"{"$numberLong":\#(gap())"\#(digits)"}"#
        case 6: return #"{"$date":\#(gap())\#(pick([digits, #"{"$numberLong":"\#(digits)"}"#]))}"#
        case 7: return #"{"$date":\#(quoted(dateTime(time)))}"#
        default: return quoted(dateTime(time))
        }
    }

    private mutating func dateTime(_ time: Int64) -> String {
        let offset = pick([0, 0, 0, 60, -300, 330, 345, -210, 840, -720, 1439, -1439])
        let parts = RecordModel.civil(time + Int64(offset) * 60_000)
        var fraction = parts.fraction
        while fraction.last == "0", chance(of: 2) { fraction.removeLast() }
        if fraction.count == 3, chance(of: 3) { fraction += "999999" }
        if fraction == "000", chance(of: 2) { fraction = "" }
        let hours = RecordModel.padded(abs(offset) / 60, 2)
        let minutes = RecordModel.padded(abs(offset) % 60, 2)
        let sign = offset < 0 ? "-" : "+"
        var zones = ["\(sign)\(hours):\(minutes)", sign + hours + minutes]
        if minutes == "00" { zones.append(sign + hours) }
        if offset == 0 { zones += ["Z", "z", "UTC", "GMT"] }
        return (chance(of: 10) ? " " : "") + parts.date + pick(["T", "T", "t", " "]) + parts.time
            + (fraction.isEmpty ? "" : "." + fraction) + (chance(of: 5) ? " " : "") + pick(zones)
            + (chance(of: 10) ? "\t" : "")
    }
}
