/// What is allowed in text for people, and what counts as a line end.
enum Visible {
    /// The characters of `text` that a terminal could obey or that could hide or reorder text: all
    /// control characters except the line end, line separators, and bidirectional controls.
    static func hidden(in text: [UInt8]) -> [Unicode.Scalar] {
        String(decoding: text, as: UTF8.self).unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                true
            default: false
            }
        }
    }

    /// Lines as the most eager reader cuts them: Python's str.splitlines.
    static func lineCount(_ text: [UInt8]) -> Int {
        var count = 0
        var previous: UInt32 = 0x0A
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x0A where previous == 0x0D: break
            case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: count += 1
            default: break
            }
            previous = scalar.value
        }
        return count
    }
}
