package import JSONRecords

/// The strings of a JSON array, one after another, as written (including quotes).
///
/// The reader has already walked the array, so its syntax is valid; this only checks that its elements
/// are strings.
package struct StringElements {
    private let array: JSONText
    private var position = 1

    /// - Parameter array: the text of an array.
    package init(of array: JSONText) {
        self.array = array
        precondition(array.isArray, "not an array")
    }

    /// The next string, or nil after the last one or at an element that is not a string.
    package mutating func next() -> JSONText? {
        while position < array.count, isBetween(array[position]) { position += 1 }
        guard position < array.count, array[position] == UInt8(ascii: "\"") else { return nil }
        let start = position
        position = array.end(ofStringAt: start)
        return array[start..<position]
    }

    /// True once everything was read.
    private var isAtEnd: Bool { position == array.count - 1 }

    private func isBetween(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || JSONText.isSpace(byte)
    }

    /// True for an array that contains only strings.
    package static func areAll(in text: JSONText) -> Bool {
        guard text.isArray else { return false }
        var elements = StringElements(of: text)
        while elements.next() != nil {}
        return elements.isAtEnd
    }
}
