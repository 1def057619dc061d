/// Text of a few words that is created once and appended in as many stores, without a loop or a call.
@usableFromInline package struct ShortText<let wordCount: Int>: Sendable {
    /// The bytes, the first in the lowest bits; those past the text's end are ignored.
    @usableFromInline let words: InlineArray<wordCount, UInt64>
    @usableFromInline package let count: Int

    /// - Parameter count: the length of the text in bytes, at most that of the words.
    @inlinable @inline(__always)
    package init(_ words: InlineArray<wordCount, UInt64>, count: Int) {
        precondition(count >= 0 && count <= 8 * wordCount, "more text than there are words for")
        self.words = words
        self.count = count
    }

    package init(_ text: some Collection<UInt8>) {
        var words = InlineArray<wordCount, UInt64>(repeating: 0)
        for (index, byte) in text.enumerated() {
            words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        self.init(words, count: text.count)
    }
}
