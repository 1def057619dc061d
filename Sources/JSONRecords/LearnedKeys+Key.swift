/// One key: the text around it, and the value that it usually has.
///
/// This file is one of those that hold unsafe code. Its invariant: a ``Key`` points at an entry of its
/// table, and is used only while the table lives.
///
/// An entry's text holds no NUL and the payload is followed by one, so a match never passes the
/// payload's end.
extension LearnedKeys {
    /// What the table knows of one key.
    @unsafe struct Entry {
        /// The text from the byte after `{` or `,` up to the value (a string's opening quote included), and which bytes of it count.
        var text = Text32()
        var mask = Text32()
        var tail = Text32()
        var tailMask = Text32()
        /// Which bytes of `text` count when the value that it goes on with is compared, too.
        var valueMask = Text32()
        /// The field's bit; none for a name that nobody reads.
        var bit: UInt128 = 0
        /// The entry whose text is tried after this one's value.
        var next: UnsafeMutablePointer<Entry>
        /// Bytes of text; 255 while there is none, which sends the compare to its careful half.
        var length: UInt8 = 255
        /// Line ends inside the text.
        var newlines: UInt8 = 0
        /// Bytes of the value that `text` goes on with, and its line ends.
        var valueLength: UInt8 = 0
        var valueNewlines: UInt8 = 0
        /// How often the value came again since it was learned, less half of it for each other one.
        var worth: UInt32 = 0
        /// How many values were learned in vain.
        var failures: UInt8 = 0
        /// Where the value's place is noted.
        var slot: UInt8
        var flags: Flags = []
        /// The name's number: see ``LearnedKeys/name(_:)``.
        var name: Int32
    }

    struct Flags: OptionSet {
        var rawValue: UInt8
        /// The text ends with a string's opening quote.
        static let opensString = Flags(rawValue: 1)
        /// A name that no table knows.
        static let unknown = Flags(rawValue: 2)
        /// An array under this name makes the object an envelope.
        static let envelopeArray = Flags(rawValue: 4)
        /// An array under this name holds records, inside an element of an envelope.
        static let recordArray = Flags(rawValue: 8)
        /// A value was learned; `isContainer` when it is an array or an object.
        static let repeats = Flags(rawValue: 16)
        static let isContainer = Flags(rawValue: 32)
        /// A value may be learned.
        static let isWatched = Flags(rawValue: 64)
    }

    /// What of a key's text stands at a place.
    enum Match {
        case nothing
        /// All up to the value.
        case text
        /// The value, too.
        case textAndValue
    }

    /// A key of the table, for as long as the table lives.
    @safe struct Key: Equatable {
        let entry: UnsafeMutablePointer<Entry>

        static func == (left: Key, right: Key) -> Bool { unsafe left.entry == right.entry }

        /// The key whose text is tried after this one's value.
        var next: Key {
            @inline(__always) get { unsafe Key(entry: entry.pointee.next) }
            @inline(__always) nonmutating set { unsafe entry.pointee.next = newValue.entry }
        }
        /// Bytes of the text around the key.
        var length: Int { @inline(__always) get { unsafe Int(entry.pointee.length) } }
        /// Line ends inside the text.
        var newlines: Int { @inline(__always) get { unsafe Int(entry.pointee.newlines) } }
        var bit: UInt128 { @inline(__always) get { unsafe entry.pointee.bit } }
        var slot: UInt8 { @inline(__always) get { unsafe entry.pointee.slot } }
        var flags: Flags { @inline(__always) get { unsafe entry.pointee.flags } }
        var name: Int32 { @inline(__always) get { unsafe entry.pointee.name } }

        /// Bytes of the text and the value that was learned with it.
        var lengthWithValue: Int {
            @inline(__always) get { unsafe valueOffset &+ Int(entry.pointee.valueLength) }
        }
        /// Line ends inside both.
        var newlinesWithValue: Int {
            @inline(__always) get {
                unsafe Int(entry.pointee.newlines) &+ Int(entry.pointee.valueNewlines)
            }
        }
        /// Where the value begins in the text; a string's opening quote is its first byte.
        var valueOffset: Int {
            @inline(__always) get { length &- (flags.contains(.opensString) ? 1 : 0) }
        }

        /// Notes that the learned value came again.
        @inline(__always) func countValue() { unsafe entry.pointee.worth &+= 1 }

        /// How much of what was learned of the key stands at `position`.
        @inline(__always)
        func match(_ chunk: ChunkBytes, at position: Int) -> Match {
            let difference = unsafe Text32(chunk, at: position).difference(from: entry.pointee.text)
            if flags.contains(.repeats), unsafe difference.isZero(under: entry.pointee.valueMask) {
                return .textAndValue
            }
            return matches(difference, chunk, at: position) ? .text : .nothing
        }

        /// True when the key's text stands at `position`, whatever the value.
        @inline(__always)
        func matches(_ chunk: ChunkBytes, at position: Int) -> Bool {
            let difference = unsafe Text32(chunk, at: position).difference(from: entry.pointee.text)
            return matches(difference, chunk, at: position)
        }

        @inline(__always)
        private func matches(
            _ difference: Text32, _ chunk: ChunkBytes, at position: Int
        ) -> Bool {
            guard unsafe difference.isZero(under: entry.pointee.mask) else { return false }
            return length <= 32 || matchesTail(chunk, at: position)
        }

        @inline(never)
        private func matchesTail(_ chunk: ChunkBytes, at position: Int) -> Bool {
            guard length != 255 else { return false }
            let difference = unsafe Text32(chunk, at: position &+ 32)
                .difference(from: entry.pointee.tail)
            return unsafe difference.isZero(under: entry.pointee.tailMask)
        }

        /// Notes the text that stands between two values, so that it can be guessed next time.
        /// - Parameter text: at most 64 bytes.
        func learn(_ text: JSONText, newlines: Int, opensString: Bool) {
            unsafe entry.pointee.text = Text32(text)
            unsafe entry.pointee.mask = Text32(first: text.count)
            unsafe entry.pointee.tail = Text32(text, from: 32)
            unsafe entry.pointee.tailMask = Text32(first: text.count - 32)
            unsafe entry.pointee.length = UInt8(text.count)
            unsafe entry.pointee.newlines = UInt8(newlines)
            var flags = flags.subtracting([.opensString, .repeats])
            if opensString { flags.insert(.opensString) }
            if text.count < 32, unsafe entry.pointee.failures < Self.failureLimit {
                flags.insert(.isWatched)
            }
            unsafe entry.pointee.flags = flags
        }

        /// Many keys have one value in nearly every record: `"userOverride":"None"`. Where the text and the
        /// value fit into one compare, both are learned, and the value needs no walk of its own.
        ///
        /// - Parameters:
        ///   - text: the text of the key and its value, which was walked and is not the one that was learned.
        ///   - valueOffset: where the value begins in it.
        @inline(never)
        func noteValue(_ text: JSONText, valueOffset: Int) {
            if flags.contains(.repeats), unsafe entry.pointee.worth >= 4 {
                // An exception: what was learned is still the rule.
                if unsafe entry.pointee.worth >= 64 { unsafe entry.pointee.failures = 0 }
                unsafe entry.pointee.worth /= 2
                return
            }
            unsafe entry.pointee.flags.remove([.repeats, .isContainer])
            unsafe entry.pointee.failures += 1
            if unsafe entry.pointee.failures == Self.failureLimit {
                unsafe entry.pointee.flags.remove(.isWatched)
                return
            }
            guard valueOffset == self.valueOffset, text.count <= 32 else { return }
            // Not a number, which might go on behind what was learned, nor what is more than its bytes.
            let first = text[valueOffset]
            let isContainer = first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
            if isContainer, !flags.isDisjoint(with: [.envelopeArray, .recordArray]) { return }
            if first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") <= 9 { return }
            if text.contains(UInt8(ascii: "\\")) { return }
            unsafe entry.pointee.text = Text32(text)
            unsafe entry.pointee.valueMask = Text32(first: text.count)
            unsafe entry.pointee.valueLength = UInt8(text.count - valueOffset)
            let lines = (0..<text.count).reduce(0) { $0 + (text[$1] == 0x0A ? 1 : 0) }
            unsafe entry.pointee.valueNewlines = UInt8(lines - newlines)
            unsafe entry.pointee.worth = 0
            unsafe entry.pointee.flags.formUnion(isContainer ? [.repeats, .isContainer] : .repeats)
        }

        /// How many values of a key are learned in vain before its values are left alone.
        private static let failureLimit: UInt8 = 32
    }
}
