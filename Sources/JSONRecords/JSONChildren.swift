/// The members of a walked object, or the elements of a walked array, one after another.
///
/// The reader has already walked the text, so its syntax is valid and nothing is checked again. Callers
/// that descend into a child report where it ended, so that a value is read only once, however deeply it
/// is nested.
package struct JSONChildren {
    private let text: JSONText
    /// Where the next child, or the separator before it, starts.
    private var position: Int
    private let isObject: Bool

    /// - Parameters:
    ///   - text: walked text that contains a container.
    ///   - start: the index of the container's opening bracket.
    package init(of text: JSONText, at start: Int = 0) {
        self.text = text
        position = start + 1
        isObject = text[start] == UInt8(ascii: "{")
    }

    /// The next child's key, without quotes, if it has one, and where its value starts.
    ///
    /// - Returns: nil after the last one; ``end`` is then the index after the closing bracket.
    package mutating func next() -> (key: JSONText?, start: Int)? {
        while JSONText.isSpace(text[position]) || text[position] == UInt8(ascii: ",") {
            position += 1
        }
        guard text[position] != UInt8(ascii: "}"), text[position] != UInt8(ascii: "]") else {
            position += 1
            return nil
        }
        guard isObject else { return (nil, position) }
        let end = text.end(ofStringAt: position)
        let key = text[(position + 1)..<(end - 1)]
        position = end
        while JSONText.isSpace(text[position]) || text[position] == UInt8(ascii: ":") {
            position += 1
        }
        return (key, position)
    }

    /// Continues after the value that ``next()`` returned.
    /// - Parameter end: the index after it.
    package mutating func skip(to end: Int) { position = end }

    /// The index after what was read so far.
    package var end: Int { position }
}

extension JSONText {
    /// The index after the closing quote of the string whose opening quote is at `start` of a walked
    /// text.
    package func end(ofStringAt start: Int) -> Int {
        var position = start + 1
        while true {
            position = firstQuoteOrBackslash(from: position)
            if self[position] == UInt8(ascii: "\"") { return position + 1 }
            position += 2
        }
    }

    /// The index of the next quote or backslash, which must exist in a walked string; sixteen bytes per
    /// step.
    @inline(__always)
    private func firstQuoteOrBackslash(from start: Int) -> Int {
        let quote = SIMD16<Int8>(repeating: 0x22)
        let backslash = SIMD16<Int8>(repeating: 0x5C)
        var position = start
        while position &+ 16 <= count {
            let bytes = sixteenBytes(at: position)
            let found = ((bytes .== quote) .| (bytes .== backslash)).bits
            if found != 0 { return position &+ found.trailingZeroBitCount }
            position &+= 16
        }
        while self[position] != UInt8(ascii: "\""), self[position] != UInt8(ascii: "\\") {
            position &+= 1
        }
        return position
    }

    /// The index after the value at `start` of a walked text.
    package func end(ofValueAt start: Int) -> Int {
        guard self[start] == UInt8(ascii: "{") || self[start] == UInt8(ascii: "[") else {
            return end(ofScalarAt: start)
        }
        var depth = 0
        var position = start
        while true {
            switch self[position] {
            case UInt8(ascii: "\""):
                position = end(ofStringAt: position)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return position + 1 }
            default: break
            }
            position += 1
        }
    }

    /// The index after the string, number or literal at `start` of a walked text.
    package func end(ofScalarAt start: Int) -> Int {
        if self[start] == UInt8(ascii: "\"") { return end(ofStringAt: start) }
        var position = start
        while position < count {
            switch self[position] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): return position
            case let byte where JSONText.isSpace(byte): return position
            default: position += 1
            }
        }
        return position
    }
}
