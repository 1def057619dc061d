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
        /// The field's bit, as ``MetFields`` takes it; none for a name that nobody reads.
        var bit = SIMD2<UInt64>()
        /// The entry whose text is tried after this one's value.
        var next: UnsafeMutablePointer<Entry>
        /// Bytes of text; 255 while there is none, which sends the compare to its careful half.
        var length: UInt8 = 255
        /// Line ends inside the text.
        var newlines: UInt8 = 0
        /// Bytes of text, value and comma, the line ends in them, and where the value begins.
        var lengthWithValue: UInt8 = 0
        var newlinesWithValue: UInt8 = 0
        var valueOffset: UInt8 = 0
        /// How often the value came again since it was learned, less half of it for each other one.
        var worth: UInt32 = 0
        /// How many values were learned in vain.
        var failures: UInt8 = 0
        /// The field that another spelling stands for.
        var field: UInt8 = 0
        /// Where the value's place is noted.
        var slot: UInt16
        var flags: Flags = []
        /// The walk in which another spelling of a field was met last.
        var walk: UInt32 = 0
        /// The name's number: see ``LearnedKeys/name(_:)``.
        var name: Int32
    }

    struct Flags: OptionSet {
        var rawValue: UInt16
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
        /// Another spelling of a field that is read.
        static let spelling = Flags(rawValue: 128)
        /// An array of records under this name holds them wherever it stands.
        static let anywhere = Flags(rawValue: 256)
        /// An array of objects under this name is streamed when the object around it is large.
        static let streamedArray = Flags(rawValue: 512)

        /// Names of arrays that are more than their bytes.
        static let arrays: Flags = [.envelopeArray, .recordArray, .streamedArray]
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
        /// The field's bit, as ``MetFields`` takes it.
        var vectorBit: SIMD2<UInt64> { @inline(__always) get { unsafe entry.pointee.bit } }
        /// The field's bit; 0 for a name that nobody reads.
        var bit: UInt128 { MetFields.bits(vectorBit) }
        var slot: UInt16 { @inline(__always) get { unsafe entry.pointee.slot } }
        /// The field that another spelling stands for.
        var field: UInt8 { unsafe entry.pointee.field }
        /// The walk in which another spelling of a field was met last.
        var walk: UInt32 {
            get { unsafe entry.pointee.walk }
            nonmutating set { unsafe entry.pointee.walk = newValue }
        }
        var flags: Flags { @inline(__always) get { unsafe entry.pointee.flags } }
        var name: Int32 { @inline(__always) get { unsafe entry.pointee.name } }

        /// Bytes of the text, the value that was learned with it, and the comma behind that.
        var lengthWithValue: Int {
            @inline(__always) get { unsafe Int(entry.pointee.lengthWithValue) }
        }
        /// Line ends inside all of that.
        var newlinesWithValue: Int {
            @inline(__always) get { unsafe Int(entry.pointee.newlinesWithValue) }
        }
        /// Where the learned value begins in the text; a string's opening quote is its first byte.
        var valueOffset: Int { @inline(__always) get { unsafe Int(entry.pointee.valueOffset) } }

        /// Notes that the learned value came again.
        @inline(__always) func countValue() { unsafe entry.pointee.worth &+= 1 }

        /// What stands at `position` instead of the first 32 bytes of the text.
        @inline(__always)
        func difference(from chunk: ChunkBytes, at position: Int) -> Text32 {
            unsafe Text32(chunk, at: position).difference(from: entry.pointee.text)
        }

        /// True when with this difference the learned value stands there, too.
        @inline(__always)
        func hasValue(_ difference: Text32) -> Bool {
            unsafe difference.isZero(under: entry.pointee.valueMask)
        }

        /// True when with this difference the key's text stands at `position`, whatever the value.
        @inline(__always)
        func hasText(_ difference: Text32, _ chunk: ChunkBytes, at position: Int) -> Bool {
            guard unsafe difference.isZero(under: entry.pointee.mask) else { return false }
            return length <= 32 || matchesTail(chunk, at: position)
        }

        /// True when the key's text stands at `position`, whatever the value.
        @inline(__always)
        func matches(_ chunk: ChunkBytes, at position: Int) -> Bool {
            hasText(difference(from: chunk, at: position), chunk, at: position)
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

        /// Many keys have one value in nearly every record: `"userOverride":"None",`. Where the text, the
        /// value and the comma fit into one compare, all are learned, and the value needs no walk of its
        /// own. The comma is what ends a number.
        ///
        /// - Parameters:
        ///   - text: the text of the key, its value, which was walked and is not the one that was learned,
        ///     and the byte behind it.
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
            let learnedOffset = length &- (flags.contains(.opensString) ? 1 : 0)
            guard text.count <= 32, text[text.count &- 1] == UInt8(ascii: ","),
                valueOffset == learnedOffset
            else { return }
            // Not what is more than its bytes.
            let first = text[valueOffset]
            let isContainer = first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
            if isContainer, !flags.isDisjoint(with: .arrays) { return }
            if text.contains(UInt8(ascii: "\\")) { return }
            unsafe entry.pointee.text = Text32(text)
            unsafe entry.pointee.valueMask = Text32(first: text.count)
            unsafe entry.pointee.lengthWithValue = UInt8(text.count)
            unsafe entry.pointee.valueOffset = UInt8(valueOffset)
            let lines = (0..<text.count).reduce(0) { $0 + (text[$1] == 0x0A ? 1 : 0) }
            unsafe entry.pointee.newlinesWithValue = UInt8(lines)
            unsafe entry.pointee.worth = 0
            unsafe entry.pointee.flags.formUnion(isContainer ? [.repeats, .isContainer] : .repeats)
        }

        /// How many values of a key are learned in vain before its values are left alone.
        private static let failureLimit: UInt8 = 32
    }
}
