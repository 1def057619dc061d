internal import CZlib

/// Valid gzip files generated from the grammar of RFC 1951 and RFC 1952, together with the data they
/// represent. No encoder limits what occurs, and no decoder is needed to know the right answer.
///
///     file    = member+ zeros
///     member  = header block+ trailer        any optional fields; also BGZF
///     block   = stored | fixed | dynamic     any order, also empty
///     symbol  = literal | length, distance   as far back as the window allows
package struct GzipGrammar {
    private var random: SeededRandom
    /// The file.
    package private(set) var stored: [UInt8] = []
    /// The decompressed data.
    package private(set) var data: [UInt8] = []
    package private(set) var memberCount = 0
    package private(set) var endsWithZeros = false
    /// How often each part of the grammar was used.
    package private(set) var parts: [String: Int] = [:]

    /// - Parameter most: the maximum number of symbols in a block.
    package init(seed: UInt64, most: Int) {
        random = SeededRandom(seed)
        let isBGZF = chance(of: 5)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            if isBGZF { appendBGZF(most: most) } else { appendMember(most: most) }
        }
        if isBGZF {
            // The empty member that ends every BGZF file.
            append(
                GzipFixture.header(extra: [0x42, 0x43, 2, 0, 27, 0]),
                deflated: [3, 0], of: [])
        }
        if chance(of: 6) {
            endsWithZeros = true
            stored += [UInt8](repeating: 0, count: .random(in: 1...600, using: &random))
        }
    }

    private mutating func chance(of one: Int) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    private mutating func note(_ part: String) { parts[part, default: 0] += 1 }

    // MARK: Members

    private mutating func append(_ header: [UInt8], deflated: [UInt8], of member: [UInt8]) {
        let checksum = UInt32(truncatingIfNeeded: crc32(0, member, UInt32(member.count)))
        stored += header + deflated + GzipFixture.littleEndian(checksum)
        stored += GzipFixture.littleEndian(UInt32(truncatingIfNeeded: member.count))
        data += member
        memberCount += 1
    }

    private mutating func appendMember(most: Int) {
        func text(_ length: Int, _ random: inout SeededRandom) -> [UInt8] {
            (0..<length).map { _ in UInt8.random(in: 1...255, using: &random) }
        }
        let length = Int.random(in: 0...300, using: &random)
        let hasExtra = chance(of: 2)
        let hasName = chance(of: 2)
        let hasComment = chance(of: 2)
        let hasChecksum = chance(of: 2)
        let isText = chance(of: 2)
        for (part, isThere) in [
            ("FEXTRA", hasExtra), ("FNAME", hasName), ("FCOMMENT", hasComment),
            ("FHCRC", hasChecksum), ("FTEXT", isText),
        ] where isThere { note(part) }
        let header = GzipFixture.header(
            flags: isText ? 1 : 0,
            extra: hasExtra ? [UInt8](repeating: 0x1F, count: length) : nil,
            name: hasName ? text(length / 3, &random) : nil,
            comment: hasComment ? text(length / 2, &random) : nil,
            checksum: hasChecksum ? .right : .none)
        let (deflated, member) = blocks(most: most)
        append(header, deflated: deflated, of: member)
    }

    /// A member whose header contains its size (SAM/BAM specification, section 4.1).
    private mutating func appendBGZF(most: Int) {
        note("BGZF")
        let (deflated, member) = blocks(most: min(most, 400))
        let size = 18 + deflated.count + 8 - 1
        let header = GzipFixture.header(
            extra: [0x42, 0x43, 2, 0, UInt8(size & 255), UInt8(truncatingIfNeeded: size >> 8)])
        append(header, deflated: deflated, of: member)
    }

    // MARK: Blocks

    private mutating func blocks(most: Int) -> (deflated: [UInt8], data: [UInt8]) {
        var writer = DeflateWriter()
        var member: [UInt8] = []
        let count = Int.random(in: 1...6, using: &random)
        for number in 1...count {
            let isLast = number == count
            switch Int.random(in: 0..<7, using: &random) {
            case 0: appendStored(to: &writer, &member, most: most, isLast: isLast)
            case 1, 2:
                note("fixed")
                writer.begin(kind: 1, isLast: isLast)
                let symbols = symbols(behind: &member, most: most)
                write(
                    symbols, to: &writer, literal: { $0.appendFixed($1) },
                    distance: { $0.append(code: $1, bits: 5) })
            case 3:
                // What encoders write for a flush: an empty stored block, or an empty fixed one.
                note("flush")
                if chance(of: 2) {
                    writer.begin(kind: 0, isLast: isLast)
                    writer.appendStored([])
                } else {
                    writer.appendFixedBlock([], isLast: isLast)
                }
            default: appendDynamic(to: &writer, &member, most: most, isLast: isLast)
            }
        }
        return (writer.bytes, member)
    }

    private mutating func appendStored(
        to writer: inout DeflateWriter, _ member: inout [UInt8], most: Int, isLast: Bool
    ) {
        note("stored")
        let count = chance(of: 4) ? 0 : Int.random(in: 0...min(most, 65535), using: &random)
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        writer.begin(kind: 0, isLast: isLast)
        writer.appendStored(bytes)
        member += bytes
    }

    private mutating func appendDynamic(
        to writer: inout DeflateWriter, _ member: inout [UInt8], most: Int, isLast: Bool
    ) {
        note("dynamic")
        let symbols = symbols(behind: &member, most: most)
        var used = Set([256])
        var distances = Set<Int>()
        for symbol in symbols {
            switch symbol {
            case .literal(let byte): used.insert(Int(byte))
            case .match(let length, let distance):
                used.insert(Self.code(of: length, Self.lengths).symbol + 257)
                distances.insert(Self.code(of: distance, Self.distances).symbol)
            }
        }
        // Unused codes are allowed, and a complete code needs two symbols.
        while used.count < 2 || chance(of: 3) { used.insert(.random(in: 0...285, using: &random)) }
        if chance(of: 3) { distances.insert(.random(in: 0...29, using: &random)) }
        let literalCode = PrefixCode(of: used, most: 15, &random)
        let distanceCode = PrefixCode(of: distances, most: 15, &random)
        writer.begin(kind: 2, isLast: isLast)
        appendCodes(literalCode, distanceCode, to: &writer)
        write(
            symbols, to: &writer, literal: { literalCode.write($1, to: &$0) },
            distance: { distanceCode.write($1, to: &$0) })
    }

    /// RFC 1951 §3.2.7: the lengths of both codes, with or without runs, in a code of their own.
    private mutating func appendCodes(
        _ literals: PrefixCode, _ distances: PrefixCode, to writer: inout DeflateWriter
    ) {
        let literalCount = Int.random(in: max(257, literals.end)...286, using: &random)
        let distanceCount = Int.random(in: max(1, distances.end)...30, using: &random)
        let lengths =
            (0..<literalCount).map { literals.length($0) }
            + (0..<distanceCount).map { distances.length($0) }
        var words: [(symbol: Int, extra: Int, bits: Int)] = []
        var position = 0
        while position < lengths.count {
            let length = lengths[position]
            let run = lengths[position...].prefix { $0 == length }.count
            if length == 0, run >= 11, !chance(of: 3) {
                let count = Int.random(in: 11...min(run, 138), using: &random)
                words.append((18, count - 11, 7))
                position += count
            } else if length == 0, run >= 3, !chance(of: 3) {
                let count = Int.random(in: 3...min(run, 10), using: &random)
                words.append((17, count - 3, 3))
                position += count
            } else if position > 0, lengths[position - 1] == length, run >= 3, !chance(of: 3) {
                // A run may continue from one code into the other.
                let count = Int.random(in: 3...min(run, 6), using: &random)
                words.append((16, count - 3, 2))
                position += count
            } else {
                words.append((length, 0, 0))
                position += 1
            }
        }
        var used = Set(words.map(\.symbol))
        while used.count < 2 { used.insert(.random(in: 0...18, using: &random)) }
        let code = PrefixCode(of: used, most: 7, &random)
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        let least = max(4, (order.lastIndex { code.length($0) > 0 } ?? 0) + 1)
        let count = Int.random(in: least...19, using: &random)
        writer.append(literalCount - 257, bits: 5)
        writer.append(distanceCount - 1, bits: 5)
        writer.append(count - 4, bits: 4)
        for symbol in order.prefix(count) { writer.append(code.length(symbol), bits: 3) }
        for word in words {
            code.write(word.symbol, to: &writer)
            writer.append(word.extra, bits: word.bits)
        }
    }

    // MARK: Symbols

    private enum Symbol {
        case literal(UInt8)
        case match(length: Int, distance: Int)
    }

    /// Symbols that extend `member`, which they are applied to.
    private mutating func symbols(behind member: inout [UInt8], most: Int) -> [Symbol] {
        let count = chance(of: 5) ? 0 : Int.random(in: 0...most, using: &random)
        let least = UInt8.random(in: 0...200, using: &random)
        let width = UInt8.random(in: 0...55, using: &random)
        let matches = Int.random(in: 2...12, using: &random)
        var symbols: [Symbol] = []
        for _ in 0..<count {
            if !member.isEmpty, chance(of: matches) {
                let reach = min(member.count, 32768)
                let distance =
                    chance(of: 3)
                    ? reach
                    : Int.random(in: 1...(chance(of: 2) ? reach : min(reach, 8)), using: &random)
                let length = chance(of: 4) ? 258 : Int.random(in: 3...40, using: &random)
                note("match")
                if distance == 32768 { note("window") }
                if distance < length { note("overlap") }
                for _ in 0..<length { member.append(member[member.count - distance]) }
                symbols.append(.match(length: length, distance: distance))
            } else {
                let byte = UInt8.random(in: least...least + width, using: &random)
                member.append(byte)
                symbols.append(.literal(byte))
            }
        }
        return symbols
    }

    /// Writes the symbols, and the end of the block.
    private func write(
        _ symbols: [Symbol], to writer: inout DeflateWriter,
        literal: (inout DeflateWriter, Int) -> Void,
        distance write: (inout DeflateWriter, Int) -> Void
    ) {
        for symbol in symbols {
            switch symbol {
            case .literal(let byte): literal(&writer, Int(byte))
            case .match(let length, let distance):
                let first = Self.code(of: length, Self.lengths)
                literal(&writer, first.symbol + 257)
                writer.append(first.extra, bits: first.bits)
                let second = Self.code(of: distance, Self.distances)
                write(&writer, second.symbol)
                writer.append(second.extra, bits: second.bits)
            }
        }
        literal(&writer, 256)
    }

    /// The first value of each symbol, and its number of extra bits (RFC 1951 §3.2.5).
    private typealias Ranges = [(first: Int, bits: Int)]

    private static let lengths: Ranges =
        ranges(from: 3, bits: [0, 0, 0, 0, 0, 0, 0, 0] + (1...5).flatMap { [$0, $0, $0, $0] })
        + [(258, 0)]
    private static let distances = ranges(
        from: 1, bits: [0, 0, 0, 0] + (1...13).flatMap { [$0, $0] })

    private static func ranges(from first: Int, bits: [Int]) -> Ranges {
        var next = first
        return bits.map { bits in
            defer { next += 1 << bits }
            return (next, bits)
        }
    }

    private static func code(
        of value: Int, _ ranges: Ranges
    ) -> (symbol: Int, extra: Int, bits: Int) {
        let symbol = ranges.lastIndex { $0.first <= value }!
        return (symbol, value - ranges[symbol].first, ranges[symbol].bits)
    }
}

/// A canonical prefix code (RFC 1951 §3.2.2) of any shape.
private struct PrefixCode {
    private var codes: [Int: (code: Int, length: Int)] = [:]

    /// A complete code of these symbols; for a single symbol an incomplete one, as distances may have.
    ///
    /// - Parameter most: the length of the longest code, in bits.
    init(of symbols: Set<Int>, most: Int, _ random: inout SeededRandom) {
        guard !symbols.isEmpty else { return }
        // Leaves of a tree, split at random until there are enough.
        var lengths = symbols.count == 1 ? [1] : [0]
        while lengths.count < symbols.count {
            let number = lengths.indices.filter { lengths[$0] < most }.randomElement(
                using: &random)!
            lengths[number] += 1
            lengths.append(lengths[number])
        }
        let pairs = zip(symbols.sorted(), lengths.shuffled(using: &random))
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        var code = 0
        var before = 0
        for (symbol, length) in pairs {
            code <<= length - before
            codes[symbol] = (code, length)
            code += 1
            before = length
        }
    }

    /// One past the last symbol.
    var end: Int { (codes.keys.max() ?? -1) + 1 }

    func length(_ symbol: Int) -> Int { codes[symbol]?.length ?? 0 }

    func write(_ symbol: Int, to writer: inout DeflateWriter) {
        let (code, length) = codes[symbol]!
        writer.append(code: code, bits: length)
    }
}
