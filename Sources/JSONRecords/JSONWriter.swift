/// Writes JSON (RFC 8259): all commas, colons, line ends and escapes between the values it is given.
///
///     json.object { json in
///         json.member("file", note.file)
///         json.objects("parts", of: parts) { json, part in json.member("name", part.name) }
///     }
///
/// It does not check that a value follows each key, or that keys differ. Alerts and rejects are not
/// written with it: there may be millions, so their keys are copied together with the punctuation around
/// them.
package struct JSONWriter: ~Copyable {
    /// The white space around the members of an object, or the elements of an array.
    package enum Layout: Sendable {
        /// `{"a":1,"b":[2,3]}`
        case compact
        /// `{"a": 1, "b": [2, 3]}`
        case spaced
        /// Each on its own line, indented by two spaces more than the brackets.
        case lines
        /// Each on its own line, without indentation; the closing bracket follows the last.
        case rows

        /// The layout inside, unless it is given another.
        fileprivate var inner: Layout {
            switch self {
            case .compact, .rows: .compact
            case .spaced, .lines: .spaced
            }
        }
    }

    /// What is written next, and so what has to precede it.
    private enum Next {
        /// The first member or element.
        case first
        /// Another one, after a comma.
        case another
        /// Either, on a line that has been started.
        case onNewLine
        /// The value of a key.
        case value
    }

    /// Everything written so far. May be emptied at any time, if it goes to a file in parts.
    package var text: ByteBuffer
    /// Whether line ends and indentation are left out.
    private let isOneLine: Bool
    private var layout = Layout.compact
    /// How many of the brackets that are open have their members on lines.
    private var depth = 0
    private var next = Next.first

    /// - Parameters:
    ///   - text: what precedes the JSON.
    ///   - isOneLine: whether to leave out line ends and indentation, whatever the layout.
    package init(after text: consuming ByteBuffer, isOneLine: Bool = false) {
        self.text = text
        self.isOneLine = isOneLine
    }

    /// The text, to continue it with something else.
    package consuming func finish() -> ByteBuffer { text }

    // MARK: Objects and arrays

    /// - Throws: what `members` throws; the object is incomplete then.
    package mutating func object<Failure: Error>(
        _ layout: Layout? = nil, _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try container("{", "}", layout, members)
    }

    package mutating func object<Failure: Error>(
        _ key: StaticString, _ layout: Layout? = nil,
        _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try object(layout, members)
    }

    /// - Throws: what `elements` throws; the array is incomplete then.
    package mutating func array<Failure: Error>(
        _ key: StaticString, _ layout: Layout? = nil,
        _ elements: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try container("[", "]", layout, elements)
    }

    /// An array of strings, numbers or truth values.
    package mutating func array(_ key: StaticString, of values: some Sequence<some JSONScalar>) {
        array(key) { json in
            for value in values { json.value(value) }
        }
    }

    /// An array of objects: `members` writes those of each entry.
    package mutating func objects<Entries: Sequence>(
        _ key: StaticString, _ layout: Layout? = nil, of entries: Entries,
        _ members: (inout JSONWriter, Entries.Element) -> Void
    ) {
        array(key, layout) { json in
            for entry in entries { json.object { members(&$0, entry) } }
        }
    }

    private mutating func container<Failure: Error>(
        _ open: StaticString, _ close: StaticString, _ layout: Layout?,
        _ content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        separate()
        text.append(open)
        let outer = self.layout
        self.layout = layout ?? outer.inner
        if self.layout == .lines { depth += 1 }
        next = .first
        try content(&self)
        if self.layout == .lines {
            depth -= 1
            if next != .first {
                endLine()
                indent()
            }
        }
        text.append(close)
        self.layout = outer
        next = .another
    }

    // MARK: Members and values

    /// The key of the value that is written next: text without anything to escape.
    package mutating func key(_ key: StaticString) {
        separate()
        text.append("\"")
        text.append(key)
        text.append("\"")
        endKey()
    }

    /// As above, for a key that is not known in advance.
    package mutating func key(named key: String) {
        separate()
        JSONStrings.append(key, to: &text)
        endKey()
    }

    private mutating func endKey() {
        text.append(layout == .compact || layout == .rows ? ":" : ": ")
        next = .value
    }

    package mutating func value(_ value: some JSONScalar) {
        separate()
        value.appendJSON(to: &text)
    }

    package mutating func member(_ key: StaticString, _ value: some JSONScalar) {
        self.key(key)
        self.value(value)
    }

    package mutating func member(named key: String, _ value: some JSONScalar) {
        self.key(named: key)
        self.value(value)
    }

    /// Nothing at all if there is no value; otherwise nil is null.
    package mutating func member(_ key: StaticString, ifPresent value: (some JSONScalar)?) {
        if let value { member(key, value) }
    }

    /// A string without anything to escape, such as a time: `append` appends its text.
    package mutating func value(quoted append: (inout ByteBuffer) -> Void) {
        separate()
        text.append("\"")
        append(&text)
        text.append("\"")
    }

    package mutating func member(_ key: StaticString, quoted append: (inout ByteBuffer) -> Void) {
        self.key(key)
        value(quoted: append)
    }

    /// Bytes as text; if they are not UTF-8, in base64 with `_base64` added to the key.
    package mutating func member(_ key: StaticString, bytes: [UInt8]) {
        if (try? UTF8Span(validating: bytes.span)) != nil {
            member(key, bytes)
        } else {
            self.key(named: "\(key)_base64")
            value(quoted: { Base64.append(bytes, to: &$0) })
        }
    }

    /// A value that is JSON already, copied verbatim.
    package mutating func value(json: ArraySlice<UInt8>) {
        separate()
        text.append(json)
    }

    package mutating func member(_ key: StaticString, json: [UInt8]) {
        self.key(key)
        value(json: json[...])
    }

    // MARK: Lines

    /// Starts a line for what is written next, after the comma that it needs.
    package mutating func startLine() {
        if next == .another { text.append(",") }
        endLine()
        next = .onNewLine
    }

    /// Ends the line after the last member, or after the document.
    package mutating func endLine() {
        if !isOneLine { text.append("\n") }
    }

    private mutating func separate() {
        switch (next, layout) {
        case (.value, _), (.first, .compact), (.first, .spaced): break
        case (.another, .compact): text.append(",")
        case (.another, .spaced): text.append(", ")
        case (.first, _), (.another, _):
            startLine()
            indent()
        case (.onNewLine, _): indent()
        }
        next = .another
    }

    private mutating func indent() {
        guard layout == .lines, !isOneLine else { return }
        for _ in 0..<depth { text.append("  ") }
    }
}

extension ByteBuffer {
    /// Appends what `write` writes.
    ///
    /// - Parameter isOneLine: whether to leave out line ends and indentation, whatever the layout.
    package mutating func appendJSON(
        isOneLine: Bool = false, _ write: (inout JSONWriter) -> Void
    ) {
        var json = JSONWriter(after: self, isOneLine: isOneLine)
        write(&json)
        self = json.finish()
    }
}

/// A value without members or elements: text, a number, a truth value, or null.
package protocol JSONScalar {
    func appendJSON(to buffer: inout ByteBuffer)
}

extension String: JSONScalar {
    package func appendJSON(to buffer: inout ByteBuffer) { JSONStrings.append(self, to: &buffer) }
}

/// Text as UTF-8, which need not be valid.
extension [UInt8]: JSONScalar {
    package func appendJSON(to buffer: inout ByteBuffer) { JSONStrings.append(self, to: &buffer) }
}

/// Text as UTF-8: `content` of a string, not the string with its quotes.
extension JSONText: JSONScalar {
    package func appendJSON(to buffer: inout ByteBuffer) { JSONStrings.append(self, to: &buffer) }
}

extension FixedWidthInteger where Self: JSONScalar {
    package func appendJSON(to buffer: inout ByteBuffer) { buffer.append(decimal: self) }
}

extension Int: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt64: JSONScalar {}

extension Bool: JSONScalar {
    package func appendJSON(to buffer: inout ByteBuffer) { buffer.append(self ? "true" : "false") }
}

/// Nil is null.
extension Optional: JSONScalar where Wrapped: JSONScalar {
    package func appendJSON(to buffer: inout ByteBuffer) {
        if let self { self.appendJSON(to: &buffer) } else { buffer.append("null") }
    }
}
