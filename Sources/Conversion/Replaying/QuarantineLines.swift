/// Cuts the bytes of a quarantine file into its lines.
struct QuarantineLines: Sendable {
    struct Line: Sendable {
        var text: [UInt8]
        /// From 1.
        var number: UInt64
        /// The line's first byte in the file, from 0.
        var offset: UInt64
        /// The line went on: it is longer than any that was written, and its end was dropped.
        var isCut = false
    }

    /// Six bytes for each of a piece that is kept, and what stands beside it.
    static let lengthLimit = 8 << 20

    private var gathered: [UInt8] = []
    private var number: UInt64 = 1
    private var offset: UInt64 = 0
    private var dropped: UInt64 = 0

    /// Takes bytes, and gives the lines that end in them.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> [Line] {
        var lines: [Line] = []
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            gather(rest[..<end])
            lines += finish()
            offset += 1
            number += 1
            rest = rest[(end + 1)...]
        }
        gather(rest)
        return lines
    }

    private mutating func gather(_ bytes: ArraySlice<UInt8>) {
        let room = Self.lengthLimit - gathered.count
        gathered += bytes.prefix(room)
        dropped += UInt64(max(0, bytes.count - room))
    }

    /// The line without an end, or the one that ends; none when it is blank.
    mutating func finish() -> [Line] {
        defer {
            offset += UInt64(gathered.count) + dropped
            gathered = []
            dropped = 0
        }
        let isBlank = gathered.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if isBlank, dropped == 0 { return [] }
        return [Line(text: gathered, number: number, offset: offset, isCut: dropped > 0)]
    }
}
