/// The text of one JSON value as in the chunk, including quotes and escapes.
///
/// This file contains unsafe code. Its invariants:
/// 1. `start` points to `count` readable bytes of a chunk. They stay valid until the reader that
///    returned the record is asked for its next event; a `JSONText` must not be kept longer.
///    It is not Sendable, so the compiler keeps it in the thread of that reader.
/// 2. Every access below is checked against `count`, so no caller can leave the slice.
/// 3. The text was walked: a string starts and ends with a quote and its escapes are well formed.
@safe @usableFromInline package struct JSONText {
    @usableFromInline let start: UnsafePointer<UInt8>
    @usableFromInline package let count: Int

    @inlinable @inline(__always) init(start: UnsafePointer<UInt8>, count: Int) {
        unsafe self.start = unsafe start
        self.count = count
    }

    @inlinable package subscript(_ index: Int) -> UInt8 {
        @inline(__always) get {
            precondition(index >= 0 && index < count, "outside of the slice")
            return unsafe start[index]
        }
    }

    /// Eight bytes from `index` on, the first in the lowest bits: for text in a fixed format, such as
    /// dates.
    @inlinable @inline(__always) package func word(at index: Int) -> UInt64 {
        precondition(index >= 0 && index &+ 8 <= count, "outside of the slice")
        return unsafe UInt64(
            littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
    }

    /// Sixteen bytes from `index` on.
    @inline(__always) func sixteenBytes(at index: Int) -> SIMD16<Int8> {
        precondition(index >= 0 && index &+ 16 <= count, "outside of the slice")
        return unsafe UnsafeRawPointer(start + index).loadUnaligned(as: SIMD16<Int8>.self)
    }

    /// The bytes of the text in `range`.
    @inlinable package subscript(_ range: Range<Int>) -> JSONText {
        @inline(__always) get {
            precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside of the slice")
            return unsafe JSONText(start: start + range.lowerBound, count: range.count)
        }
    }

    @inlinable package var isString: Bool {
        @inline(__always) get { unsafe count >= 2 && start[0] == UInt8(ascii: "\"") }
    }
    @inlinable package var isArray: Bool {
        @inline(__always) get { unsafe count >= 2 && start[0] == UInt8(ascii: "[") }
    }
    @inlinable package var isObject: Bool {
        @inline(__always) get { unsafe count >= 2 && start[0] == UInt8(ascii: "{") }
    }
    @inlinable package var isNull: Bool {
        @inline(__always) get { unsafe count == 4 && start[0] == UInt8(ascii: "n") }
    }

    /// The text between the quotes of a string; the whole text of any other value.
    @inlinable package var content: JSONText {
        @inline(__always) get {
            unsafe isString ? JSONText(start: start + 1, count: count &- 2) : self
        }
    }

    /// An empty value: null, `""`, `[]`, `{}`, with or without white space between the brackets.
    @inlinable package var isEmpty: Bool {
        // Nearly every value starts with a quote and is longer.
        @inline(__always) get {
            if count > 2, unsafe start[0] == UInt8(ascii: "\"") { return false }
            return isShortAndEmpty
        }
    }

    @usableFromInline var isShortAndEmpty: Bool {
        if count == 0 || isNull { return true }
        if isString { return count == 2 }
        guard isArray || isObject else { return false }
        return self[1..<(count - 1)].trimmed.count == 0
    }

    /// True if the bytes are exactly those of `text`.
    @inlinable package func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe compare(start, text.utf8Start, count)
    }

    @inlinable package func equals(_ other: JSONText) -> Bool {
        unsafe count == other.count && compare(start, other.start, count)
    }

    @inlinable package func equals(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        return unsafe other.withUnsafeBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return true }
            return unsafe compare(start, first, count)
        }
    }

    /// True if the bytes are those of `text`, which must be in lower case, ignoring ASCII case.
    @inlinable package func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        let expected = unsafe text.utf8Start
        for index in 0..<count where unsafe Self.lowercased(start[index]) != expected[index] {
            return false
        }
        return true
    }

    /// True if the bytes are those of `words`, which must be in lower case and separated by a space,
    /// ignoring ASCII case and with `_` or `-` allowed for a space.
    @inlinable package func isWords(_ words: StaticString) -> Bool {
        guard count == words.utf8CodeUnitCount else { return false }
        let expected = unsafe words.utf8Start
        for index in 0..<count {
            let byte = unsafe Self.lowercased(start[index])
            let isSeparator = byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            if unsafe (isSeparator ? 0x20 : byte) != expected[index] { return false }
        }
        return true
    }

    @inlinable package func contains(_ byte: UInt8) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let pattern = ones &* UInt64(byte)
        var index = 0
        while index &+ 8 <= count {
            // An equal byte becomes zero, and only a zero byte makes the subtraction borrow.
            let word =
                unsafe UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self) ^ pattern
            if (word &- ones) & ~word & (ones &* 0x80) != 0 { return true }
            index &+= 8
        }
        while index < count {
            if unsafe start[index] == byte { return true }
            index &+= 1
        }
        return false
    }

    /// The slice without ASCII white space at either end.
    @inlinable package var trimmed: JSONText {
        // Nearly every value starts and ends with something else.
        @inline(__always) get {
            if count > 0, unsafe !Self.isSpace(start[0]), unsafe !Self.isSpace(start[count - 1]) {
                return self
            }
            return withoutSpace
        }
    }

    @usableFromInline var withoutSpace: JSONText {
        var lower = 0
        var upper = count
        while lower < upper, unsafe Self.isSpace(start[lower]) { lower += 1 }
        while upper > lower, unsafe Self.isSpace(start[upper - 1]) { upper -= 1 }
        return self[lower..<upper]
    }

    /// A copy of the bytes.
    @inlinable package var bytes: [UInt8] {
        unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    }

    @inlinable @inline(__always) package static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    @inlinable @inline(__always) package static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") <= 5
    }

    @inlinable @inline(__always) package static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }

    /// Calls `body` with a view of the text as UTF-8; the view is valid only inside.
    static func withText(of text: String, _ body: (JSONText) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            // An empty text may have no address.
            guard let start = bytes.baseAddress else { return withText(of: [], body) }
            unsafe body(JSONText(start: start, count: bytes.count))
        }
    }

    /// Calls `body` with a view of bytes owned by the caller; the view is valid only inside.
    @inlinable package static func withText<Result, Failure: Error>(
        of bytes: [UInt8], _ body: (JSONText) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let count = bytes.count
        let addressed = count > 0 ? bytes : [0]  // an empty array has no address
        let outcome: Swift.Result<Result, Failure> = unsafe addressed.withUnsafeBufferPointer {
            buffer in
            do throws(Failure) {
                return unsafe .success(try body(JSONText(start: buffer.baseAddress!, count: count)))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }
}

/// Compares `count` bytes. Both sides must have at least that many.
@inlinable @inline(__always)
func compare(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 8 else { return unsafe compareShort(left, right, count) }
    var index = 0
    while index < count &- 8 {
        if unsafe loaded(left + index, as: UInt64.self) != loaded(right + index, as: UInt64.self) {
            return false
        }
        index &+= 8
    }
    // The last eight bytes, some of them a second time.
    let last = count &- 8
    return unsafe loaded(left + last, as: UInt64.self) == loaded(right + last, as: UInt64.self)
}

/// As above, for fewer than eight bytes.
@inlinable @inline(__always)
func compareShort(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
) -> Bool {
    if count >= 4 {
        let last = count &- 4
        return unsafe loaded(left, as: UInt32.self) == loaded(right, as: UInt32.self)
            && loaded(left + last, as: UInt32.self) == loaded(right + last, as: UInt32.self)
    }
    for index in 0..<count where unsafe left[index] != right[index] { return false }
    return true
}

@inlinable @inline(__always)
func loaded<Word: FixedWidthInteger & BitwiseCopyable>(
    _ start: UnsafePointer<UInt8>, as type: Word.Type
) -> Word {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: type)
}
