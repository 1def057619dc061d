/// One key: the text around it, and its usual value.
///
/// This file contains unsafe code. Its invariant: a ``Key`` points to an entry of its table, and is used
/// only while the table exists.
///
/// An entry's text contains no NUL and the payload is followed by one, so a match never extends past the
/// payload's end.
extension LearnedKeys {
    /// What the table knows of one key.
    @unsafe struct Entry {
        /// The text from the byte after `{` or `,` up to the value (including a string's opening quote),
        /// and which bytes of it count; ``Text32/never`` while there is none.
        var text = Text32()
        var tail = Text32()
        var mask = Text32.never
        var tailMask = Text32.never
        /// Which bytes of `text` count if the value after the key is compared, too; ``Text32/never`` while
        /// no value is learned.
        var valueMask = Text32.never
        /// The field's bit, as ``MetFields`` takes it; none for a name that is not read.
        var bit = SIMD2<UInt64>()
        /// The entry whose text is tried next after this one's value.
        var next: UnsafeMutablePointer<Entry>
        /// Length of the text.
        var length: UInt8 = 0
        /// Line ends inside the text.
        var newlines: UInt8 = 0
        /// Length of text, value and comma, the line ends in them, and where the value starts.
        var lengthWithValue: UInt8 = 0
        var newlinesWithValue: UInt8 = 0
        var valueOffset: UInt8 = 0
        /// How often the value has recurred since it was learned, halved for each different one.
        var worth: UInt32 = 0
        /// How many learned values did not recur.
        var failures: UInt8 = 0
        /// The field of which this is another spelling.
        var field: UInt8 = 0
        /// The slot for the value's position.
        var slot: UInt16
        var flags: Flags = []
        /// The last walk in which this other spelling of a field was encountered.
        var walk: UInt32 = 0
        /// The name's number: see ``LearnedKeys/name(_:)``.
        var name: Int32
    }

    struct Flags: OptionSet {
        var rawValue: UInt16
        /// The text ends with a string's opening quote.
        static let opensString = Flags(rawValue: 1)
        /// An unknown name.
        static let unknown = Flags(rawValue: 2)
        /// An array under this name makes the object an envelope.
        static let envelopeArray = Flags(rawValue: 4)
        /// An array under this name holds records, inside an element of an envelope.
        static let recordArray = Flags(rawValue: 8)
        /// The learned value, if there is one, is an array or an object.
        static let isContainer = Flags(rawValue: 16)
        /// A value may be learned.
        static let isWatched = Flags(rawValue: 64)
        /// Another spelling of a field that is read.
        static let spelling = Flags(rawValue: 128)
        /// An array of records under this name holds them wherever it occurs.
        static let anywhere = Flags(rawValue: 256)
        /// An array of objects under this name is streamed if the object around it is large.
        static let streamedArray = Flags(rawValue: 512)
        /// The text, as `"name":"`, ends with a string's opening quote, has at most 32 bytes, and of its
        /// bytes only the three quotes are marked: see ``Marks``.
        static let isCompact = Flags(rawValue: 1024)

        /// Names of arrays with a special meaning.
        static let arrays: Flags = [.envelopeArray, .recordArray, .streamedArray]
    }

    /// A key of the table, valid as long as the table exists.
    @safe struct Key: Equatable {
        let entry: UnsafeMutablePointer<Entry>

        static func == (left: Key, right: Key) -> Bool { unsafe left.entry == right.entry }

        /// The key whose text is tried next after this one's value.
        var next: Key {
            @inline(__always) get { unsafe Key(entry: entry.pointee.next) }
            @inline(__always) nonmutating set { unsafe entry.pointee.next = newValue.entry }
        }
        /// Length of the text around the key.
        var length: Int { @inline(__always) get { unsafe Int(entry.pointee.length) } }
        /// Line ends inside the text.
        var newlines: Int { @inline(__always) get { unsafe Int(entry.pointee.newlines) } }
        /// The field's bit, as ``MetFields`` takes it.
        var vectorBit: SIMD2<UInt64> { @inline(__always) get { unsafe entry.pointee.bit } }
        /// The field's bit; 0 for a name that is not read.
        var bit: UInt128 { MetFields.bits(vectorBit) }
        var slot: UInt16 { @inline(__always) get { unsafe entry.pointee.slot } }
        /// The field of which this is another spelling.
        var field: UInt8 { unsafe entry.pointee.field }
        /// The last walk in which this other spelling of a field was encountered.
        var walk: UInt32 {
            get { unsafe entry.pointee.walk }
            nonmutating set { unsafe entry.pointee.walk = newValue }
        }
        var flags: Flags { @inline(__always) get { unsafe entry.pointee.flags } }
        var name: Int32 { @inline(__always) get { unsafe entry.pointee.name } }

        /// Length of the text, the value learned with it, and the comma after that.
        var lengthWithValue: Int {
            @inline(__always) get { unsafe Int(entry.pointee.lengthWithValue) }
        }
        /// Line ends inside all of that.
        var newlinesWithValue: Int {
            @inline(__always) get { unsafe Int(entry.pointee.newlinesWithValue) }
        }
        /// Where the learned value starts in the text; a string's opening quote is its first byte.
        var valueOffset: Int { @inline(__always) get { unsafe Int(entry.pointee.valueOffset) } }

        /// Records that the learned value recurred.
        @inline(__always) func countValue() { unsafe entry.pointee.worth &+= 1 }

        /// How the bytes at `position` differ from the first 32 bytes of the text.
        @inline(__always)
        func difference(from chunk: ChunkBytes, at position: Int) -> UInt64 {
            unsafe Text32(chunk, at: position).difference(from: entry.pointee.text)
        }

        /// True if, given this difference, the learned value is also there.
        @inline(__always)
        func hasValue(_ difference: UInt64) -> Bool {
            unsafe difference & entry.pointee.valueMask == 0
        }

        /// True if, given this difference, the key's text is at `position`, whatever the value.
        @inline(__always)
        func hasText(_ difference: UInt64, _ chunk: ChunkBytes, at position: Int) -> Bool {
            guard unsafe difference & entry.pointee.mask == 0 else { return false }
            return length <= 32 || matchesTail(chunk, at: position)
        }

        /// True if the key's text is at `position`, whatever the value.
        @inline(__always)
        func matches(_ chunk: ChunkBytes, at position: Int) -> Bool {
            hasText(difference(from: chunk, at: position), chunk, at: position)
        }

        @inline(never)
        private func matchesTail(_ chunk: ChunkBytes, at position: Int) -> Bool {
            let difference = unsafe Text32(chunk, at: position &+ 32)
                .difference(from: entry.pointee.tail)
            return unsafe difference & entry.pointee.tailMask == 0
        }

        /// Learns the text between two values, so that it can be guessed next time.
        /// - Parameter text: at most 64 bytes.
        func learn(_ text: JSONText, newlines: Int, opensString: Bool) {
            unsafe entry.pointee.text = Text32(text)
            unsafe entry.pointee.mask = Text32.mask(first: text.count)
            unsafe entry.pointee.tail = Text32(text, from: 32)
            unsafe entry.pointee.tailMask = Text32.mask(first: text.count - 32)
            unsafe entry.pointee.length = UInt8(text.count)
            unsafe entry.pointee.newlines = UInt8(newlines)
            unsafe entry.pointee.valueMask = Text32.never
            var flags = flags.subtracting([.opensString, .isCompact, .isWatched])
            if opensString {
                flags.insert(.opensString)
                let marks = (0..<text.count).count { Marks.includes(text[$0]) }
                if text.count <= 32, marks == 3 { flags.insert(.isCompact) }
            }
            if text.count < 32, unsafe entry.pointee.failures < Self.failureLimit {
                flags.insert(.isWatched)
            }
            unsafe entry.pointee.flags = flags
        }

        /// Many keys have the same value in nearly every record: `"userOverride":"None",`. If the text,
        /// the value and the comma fit into one comparison, all are learned, and the value need not be
        /// walked. The comma is needed because it ends a number.
        ///
        /// - Parameters:
        ///   - text: the text of the key, its value, which was walked and differs from the learned one,
        ///     and the byte after it.
        ///   - valueOffset: where the value starts in it.
        @inline(never)
        func noteValue(_ text: JSONText, valueOffset: Int) {
            if unsafe entry.pointee.valueMask != Text32.never, unsafe entry.pointee.worth >= 4 {
                // An exception: the learned value is still the rule.
                if unsafe entry.pointee.worth >= 64 { unsafe entry.pointee.failures = 0 }
                unsafe entry.pointee.worth /= 2
                return
            }
            unsafe entry.pointee.flags.remove(.isContainer)
            unsafe entry.pointee.valueMask = Text32.never
            unsafe entry.pointee.failures += 1
            if unsafe entry.pointee.failures == Self.failureLimit {
                unsafe entry.pointee.flags.remove(.isWatched)
                return
            }
            let learnedOffset = length &- (flags.contains(.opensString) ? 1 : 0)
            guard text.count <= 32, text[text.count &- 1] == UInt8(ascii: ","),
                valueOffset == learnedOffset
            else { return }
            // Not if it has a special meaning.
            let first = text[valueOffset]
            let isContainer = first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
            if isContainer, !flags.isDisjoint(with: .arrays) { return }
            if text.contains(UInt8(ascii: "\\")) { return }
            unsafe entry.pointee.text = Text32(text)
            unsafe entry.pointee.valueMask = Text32.mask(first: text.count)
            unsafe entry.pointee.lengthWithValue = UInt8(text.count)
            unsafe entry.pointee.valueOffset = UInt8(valueOffset)
            let lines = (0..<text.count).reduce(0) { $0 + (text[$1] == 0x0A ? 1 : 0) }
            unsafe entry.pointee.newlinesWithValue = UInt8(lines)
            unsafe entry.pointee.worth = 0
            if isContainer { unsafe entry.pointee.flags.insert(.isContainer) }
        }

        /// How many learned values of a key may fail to recur before learning stops.
        private static let failureLimit: UInt8 = 32
    }
}
