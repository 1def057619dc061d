/// Searches of a text, sixteen positions per step.
///
/// This file contains unsafe code. Its invariant, besides those of `JSONText`: no position is looked at
/// unless all bytes that are compared there belong to the text.
extension JSONText {
    /// True if the slice contains `text`, which must have at least two bytes.
    package func contains(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        precondition(length >= 2, "one byte is looked for otherwise")
        let sought = unsafe text.utf8Start
        // The second byte and the last but one: what is sought often starts and ends with a quote, and
        // JSON is full of them.
        let inset = length >= 4 ? 1 : 0
        let first = unsafe SIMD16<Int8>(repeating: Int8(bitPattern: sought[inset]))
        let last = unsafe SIMD16<Int8>(repeating: Int8(bitPattern: sought[length - 1 - inset]))
        return anyPlace(
            of: length,
            among: { block in
                let firsts = unsafe loadedBytes(at: block &+ inset)
                let lasts = unsafe loadedBytes(at: block &+ length &- 1 &- inset)
                return ((firsts .== first) .& (lasts .== last)).bits
            },
            where: { place in unsafe compare(start + place, sought, length) })
    }

    /// True if the slice contains one of two words, ignoring case. Both must be ASCII letters in lower
    /// case, at least four.
    package func containsIgnoringCase(_ word: StaticString, or other: StaticString) -> Bool {
        let lengths = (word.utf8CodeUnitCount, other.utf8CodeUnitCount)
        precondition(
            min(lengths.0, lengths.1) >= 4, "three of the first four letters are compared first")
        let lowerCase = SIMD16<Int8>(repeating: 0x20)
        func letter(_ index: Int, _ word: StaticString) -> SIMD16<Int8> {
            unsafe SIMD16(repeating: Int8(bitPattern: word.utf8Start[index]))
        }
        let first = (letter(0, word), letter(0, other))
        let second = (letter(1, word), letter(1, other))
        let fourth = (letter(3, word), letter(3, other))
        return anyPlace(
            of: min(lengths.0, lengths.1),
            among: { block in
                let firsts = unsafe loadedBytes(at: block) | lowerCase
                let seconds = unsafe loadedBytes(at: block &+ 1) | lowerCase
                let fourths = unsafe loadedBytes(at: block &+ 3) | lowerCase
                let one = (firsts .== first.0) .& (seconds .== second.0) .& (fourths .== fourth.0)
                let two = (firsts .== first.1) .& (seconds .== second.1) .& (fourths .== fourth.1)
                return (one .| two).bits
            },
            where: { place in has(word, at: place) || has(other, at: place) })
    }

    /// Whether a word is at `place`, ignoring case: its first four letters together, then the others.
    @inline(__always) private func has(_ word: StaticString, at place: Int) -> Bool {
        let letters = unsafe word.utf8Start
        let four = unsafe loaded(start + place, as: UInt32.self) | 0x2020_2020
        guard unsafe four == loaded(letters, as: UInt32.self) else { return false }
        let length = word.utf8CodeUnitCount
        guard place &+ length <= count else { return false }
        for index in 4..<length
        where unsafe start[place &+ index] | 0x20 != letters[index] { return false }
        return true
    }

    /// False if no string in the text starts with a bracket, white space or an escape, so that none can
    /// contain JSON.
    package var mayContainJSONText: Bool {
        let quote = SIMD16<Int8>(repeating: 0x22)
        let space = SIMD16<Int8>(repeating: 0x20)
        let brace = SIMD16<Int8>(repeating: 0x7B)
        let bar = SIMD16<Int8>(repeating: 0x7C)
        return anyPlace(
            of: 2,
            among: { block in
                let quotes = unsafe loadedBytes(at: block) .== quote
                let bytes = unsafe loadedBytes(at: block &+ 1)
                // Without the bit that separates them, a bracket is a brace, and a backslash a bar.
                let folded = bytes | space
                return
                    (quotes
                    .& ((bytes .== space) .| (folded .== brace) .| (folded .== bar))).bits
            },
            where: { place in
                guard self[place] == UInt8(ascii: "\"") else { return false }
                switch self[place + 1] {
                case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\\"), 0x20: return true
                default: return false
                }
            })
    }

    /// Whether there is a place with at least `length` bytes where `matches` is true.
    ///
    /// - Parameters:
    ///   - length: at least the number of bytes, from a place on, that the other two look at, unless
    ///     these check it themselves.
    ///   - candidates: of sixteen places, one bit for each that may match.
    @inline(__always)
    private func anyPlace(
        of length: Int, among candidates: (Int) -> UInt32,
        where matches: (Int) -> Bool
    ) -> Bool {
        var index = 0
        while index &+ 15 &+ length <= count {
            var places = candidates(index)
            while places != 0 {
                if matches(index &+ places.trailingZeroBitCount) { return true }
                places &= places &- 1
            }
            index &+= 16
        }
        while index &+ length <= count {
            if matches(index) { return true }
            index &+= 1
        }
        return false
    }

    /// As ``sixteenBytes(at:)``, unchecked.
    @unsafe @inline(__always) private func loadedBytes(at index: Int) -> SIMD16<Int8> {
        unsafe UnsafeRawPointer(start + index).loadUnaligned(as: SIMD16<Int8>.self)
    }
}
