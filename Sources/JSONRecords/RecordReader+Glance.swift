/// A look at three fields of the current record, for records of which nothing else matters.
extension RecordReader {
    /// What a record must have, so that only its time is left to be checked.
    package struct Glance: Sendable {
        /// A field that must hold exactly this text, quotes included, compared as a word.
        private let wordField: UInt8
        private let word: UInt64
        private let wordLength: UInt32
        /// A field that must hold a text, whatever it says.
        private let textField: UInt8
        private let timeField: UInt8
        /// These three.
        private let needed: UInt128
        /// These and those that the record must not have.
        private let relevant: UInt128

        /// No shorter text, quotes included, can be mistaken for one of the texts that mean a missing value.
        private static let leastLength: UInt32 = 7

        /// - Parameters:
        ///   - word: at most six bytes that need no escape.
        ///   - barred: fields that the record must not have.
        package init(
            _ word: StaticString, in wordField: UInt8, textIn textField: UInt8,
            timeIn timeField: UInt8, barred: FieldSet
        ) {
            let bytes = Array("\"\(word)\"".utf8)
            precondition(bytes.count <= 8, "a word has eight bytes")
            self.wordField = wordField
            self.word = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
            wordLength = UInt32(bytes.count)
            self.textField = textField
            self.timeField = timeField
            needed = 1 << UInt128(wordField) | 1 << UInt128(textField) | 1 << UInt128(timeField)
            relevant = needed | barred.bits
        }

        /// The time, if the record is like this.
        @inline(__always)
        fileprivate func time(_ walker: borrowing RecordWalker) -> JSONText? {
            guard walker.present & relevant == needed else { return nil }
            let (slots, chunk) = (walker.slots, walker.chunk)
            let (found, text, time) = (slots[wordField], slots[textField], slots[timeField])
            let bits = UInt64(truncatingIfNeeded: 64 &- 8 &* Int(wordLength))
            let difference = chunk.load(UInt64.self, at: Int(found.offset)) ^ word
            guard found.length == wordLength, difference &<< bits == 0,
                text.length >= Self.leastLength,
                chunk[Int(text.offset)] == UInt8(ascii: "\""),
                time.length >= Self.leastLength,
                chunk[Int(time.offset)] == UInt8(ascii: "\"")
            else { return nil }
            return chunk.text(at: Int(time.offset), length: Int(time.length))
        }
    }

    /// The time of the last record if `glance` fits it, it is in the array with this ordinal and in no
    /// wrapper, and there is nothing to report about it: no unknown name, duplicate field or lone surrogate.
    package mutating func time(at glance: Glance, inArray ordinal: Int) -> JSONText? {
        guard arrayOrdinal == ordinal, wrapperPath.isEmpty, walker.unknown.isEmpty,
            walker.duplicate == 0, walker.loneSurrogates == 0
        else { return nil }
        return glance.time(walker)
    }
}
