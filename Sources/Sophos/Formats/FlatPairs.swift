internal import JSONRecords

/// Pairs of a key and its value on one line, with nested objects flattened with `_`, as Sophos's SIEM
/// script does. Each pair is preceded by a space.
struct FlatPairs {
    let style: PairStyle

    /// - Parameter prefix: what precedes every key of a nested object.
    func append(
        _ key: StaticString, in prefix: StaticString = "", constant value: StaticString,
        to buffer: inout ByteBuffer
    ) {
        append(key, in: prefix, to: &buffer) { $0.append(value) }
    }

    /// - Parameter value: the slice between the quotes of a JSON string, or any other scalar.
    func append(
        _ key: StaticString, in prefix: StaticString = "", _ value: JSONText,
        to buffer: inout ByteBuffer
    ) {
        append(key, in: prefix, to: &buffer) { LineText.append(value, in: style.place, to: &$0) }
    }

    /// - Parameter text: the text between the quotes of a JSON string.
    func append(_ key: StaticString, text: [UInt8], to buffer: inout ByteBuffer) {
        JSONText.withText(of: text) { append(key, $0, to: &buffer) }
    }

    /// A pair whose value is appended by `write`.
    func append(
        _ key: StaticString, in prefix: StaticString = "", to buffer: inout ByteBuffer,
        _ write: (inout ByteBuffer) -> Void
    ) {
        buffer.append(UInt8(ascii: " "))
        buffer.append(prefix)
        buffer.append(key)
        style.open(&buffer)
        write(&buffer)
        style.close(&buffer)
    }

    // MARK: Nested values

    /// Any JSON value: a scalar or a list of scalars becomes one pair, anything else a pair for each
    /// scalar in it, with the path of keys or numbers (from 0) that leads to it. Nulls are omitted.
    ///
    /// Keys repeat the path to a value, so a maliciously deep value could grow enormously: beyond eight
    /// times its length, it becomes a single pair with its JSON as written.
    func append(
        _ key: StaticString, in prefix: StaticString, nested value: JSONText,
        to buffer: inout ByteBuffer
    ) {
        var path = ByteBuffer(capacity: 256)
        path.append(prefix)
        path.append(key)
        let start = buffer.count
        let limit = start + 8 * value.count + 4096
        if appendValue(value, at: 0, &path, limit: limit, to: &buffer) != nil { return }
        buffer.truncate(to: start)
        var json = ByteBuffer(capacity: value.count)
        JSONText.withText(of: JSONStrings.repairingSurrogates(value)) {
            CompactJSON.append($0, to: &json)
        }
        var content = ByteBuffer(capacity: json.count)
        JSONStrings.appendContent(json.bytes, to: &content)
        JSONText.withText(of: content.bytes) { append(key, in: prefix, $0, to: &buffer) }
    }

    /// - Returns: the index after the value, or nil if `buffer` grew past `limit`.
    private func appendValue(
        _ text: JSONText, at start: Int, _ path: inout ByteBuffer, limit: Int,
        to buffer: inout ByteBuffer
    ) -> Int? {
        if buffer.count + path.count > limit { return nil }
        switch text[start] {
        case UInt8(ascii: "{"): break
        case UInt8(ascii: "["):
            if let end = appendList(text, at: start, path, to: &buffer) { return end }
        default:
            let end = text.end(ofScalarAt: start)
            let value = text[start..<end]
            if value.isNull { return end }
            open(path, &buffer)
            LineText.append(value.content, in: style.place, to: &buffer)
            style.close(&buffer)
            return end
        }
        let length = path.count
        var children = JSONChildren(of: text, at: start)
        var number = 0
        while let child = children.next() {
            path.append(UInt8(ascii: "_"))
            if let key = child.key {
                LineText.appendKey(key, to: &path)
            } else {
                path.append(decimal: number)
            }
            guard let end = appendValue(text, at: child.start, &path, limit: limit, to: &buffer)
            else { return nil }
            children.skip(to: end)
            path.truncate(to: length)
            number += 1
        }
        return children.end
    }

    /// A list of scalars, joined by commas.
    /// - Returns: nil if it contains anything else; nothing was written then.
    private func appendList(
        _ text: JSONText, at start: Int, _ path: borrowing ByteBuffer, to buffer: inout ByteBuffer
    ) -> Int? {
        let length = buffer.count
        open(path, &buffer)
        var children = JSONChildren(of: text, at: start)
        var isFirst = true
        while let child = children.next() {
            let byte = text[child.start]
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                buffer.truncate(to: length)
                return nil
            }
            let end = text.end(ofScalarAt: child.start)
            children.skip(to: end)
            let value = text[child.start..<end]
            if value.isNull { continue }
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            LineText.append(value.content, in: style.place, to: &buffer)
        }
        style.close(&buffer)
        return children.end
    }

    private func open(_ path: borrowing ByteBuffer, _ buffer: inout ByteBuffer) {
        buffer.append(UInt8(ascii: " "))
        path.withBytes { buffer.append($0) }
        style.open(&buffer)
    }
}

/// How a format writes a key and its value.
enum PairStyle {
    /// `key=value`
    case cef
    /// `key="value";`
    case keyValue

    var place: LineText.Place { self == .cef ? .extension : .quotes }

    /// What separates a key from its value.
    func open(_ buffer: inout ByteBuffer) {
        switch self {
        case .cef: buffer.append("=")
        case .keyValue: buffer.append("=\"")
        }
    }

    /// What follows a value.
    func close(_ buffer: inout ByteBuffer) {
        if self == .keyValue { buffer.append("\";") }
    }
}
