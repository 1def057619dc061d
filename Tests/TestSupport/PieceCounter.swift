/// Counts the pieces of an input independently: a simple recursive descent over all bytes at once that
/// shares nothing with the reader it checks except SPEC section 3. Wrappers (3.0) count as without
/// unwrapping: one object, one piece.
package struct PieceCounter {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private let recordLimit: Int
    package private(set) var pieces: UInt64 = 0

    /// Arrays that may continue after a broken piece.
    private enum Level {
        case array, envelope, nested
    }

    /// A value that breaks off; the piece starts at `start`.
    private struct Broken: Error {
        var start: Int?
        /// A line that starts with a bracket is where a comma was expected: the piece has no bytes.
        var isEmpty = false
        /// It comes after an array of its object, where nothing continues.
        var isInTail = false
        /// The piece was counted, and `position` is after it.
        var isCounted = false
        /// The array that continues at `position`.
        var resumes: Level?
    }

    /// - Parameter recordLimit: the maximum size of a record in bytes.
    package init(_ bytes: [UInt8], recordLimit: Int = 16 << 20) {
        self.bytes = bytes
        self.recordLimit = recordLimit
        while position < bytes.count {
            do throws(Broken) {
                try top()
            } catch {
                if error.isCounted { continue }
                pieces += 1
                position = end(of: error)
            }
        }
    }

    /// Where the piece of a value that broke off ends.
    private func end(of error: Broken) -> Int {
        let start = error.start ?? position
        return error.isEmpty ? start : next(after: start)
    }

    /// The break at `position`, where a comma was expected.
    private func commaMissing() -> Broken {
        let isLine = position > 0 && bytes[position - 1] == 0x0A
        let isBracket = peek == UInt8(ascii: "{") || peek == UInt8(ascii: "[")
        return Broken(start: position, isEmpty: isLine && isBracket)
    }

    package static func count(_ bytes: [UInt8], recordLimit: Int = 16 << 20) -> UInt64 {
        PieceCounter(bytes, recordLimit: recordLimit).pieces
    }

    /// The next line that starts with a bracket, searched from a piece's start.
    private func next(after start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == 0x0A,
                bytes[index + 1] == UInt8(ascii: "{") || bytes[index + 1] == UInt8(ascii: "[")
            {
                return index + 1
            }
            index += 1
        }
        return bytes.count
    }

    // MARK: The shapes of an input

    private mutating func top() throws(Broken) {
        var isCommaAllowed = true
        while true {
            space()
            if bytes[position...].starts(with: [0xEF, 0xBB, 0xBF]) {
                position += 3
            } else if peek == UInt8(ascii: ","), isCommaAllowed {
                isCommaAllowed = false
                position += 1
            } else if peek == nil {
                return
            } else if peek == UInt8(ascii: "[") {
                position += 1
                try elements(.array) { (self) throws(Broken) in try self.page() }
                isCommaAllowed = true
            } else {
                try page()
                isCommaAllowed = true
            }
        }
    }

    /// A record, an envelope, or something else.
    private mutating func page() throws(Broken) {
        try object(holders: Self.pages, isElement: false, .envelope) { (self) throws(Broken) in
            try self.object(holders: ["*ogs"], isElement: true, .nested) { (self) throws(Broken) in
                try self.record()
            }
        }
    }

    /// An element of a list of records.
    private mutating func record() throws(Broken) {
        try object(holders: [], isElement: false, .nested) { (_) throws(Broken) in }
    }

    private static let lists = ["attachmentLogs", "impersonationLogs", "clickLogs"]
    private static let pages = ["data", "value"] + lists

    /// Whether an array that is neither empty nor only scalars starts at `position`.
    private var beginsObjects: Bool {
        guard peek == UInt8(ascii: "[") else { return false }
        var probe = self
        probe.position += 1
        var isQuoted = false
        while let byte = probe.peek {
            probe.position += 1
            if isQuoted {
                if byte < 0x20 { return true }
                if byte == UInt8(ascii: "\\") { probe.position += 1 }
                isQuoted = byte != UInt8(ascii: "\"")
            } else if byte == UInt8(ascii: "]") {
                return false
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") {
                let before = bytes[(position + 1)..<(probe.position - 1)]
                if before.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return true }
            } else if ![0x20, 0x09, 0x0A, 0x0D].contains(byte),
                !"-+.E0123456789abcdefghijklmnopqrstuvwxyz".utf8.contains(byte)
            {
                return true
            }
        }
        return false
    }

    /// Whether an empty array starts at `position`.
    private var beginsEmpty: Bool {
        guard peek == UInt8(ascii: "[") else { return false }
        return bytes[(position + 1)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
            == UInt8(ascii: "]")
    }

    /// Elements up to the closing bracket; the opening one was read.
    private mutating func elements(
        _ level: Level, _ element: (inout Self) throws(Broken) -> Void
    ) throws(Broken) {
        space()
        if take("]") { return }
        while true {
            do throws(Broken) {
                space()
                if peek == nil { throw Broken(start: position) }
                try element(&self)
                space()
                if take("]") { return }
                if !take(",") { throw commaMissing() }
            } catch {
                if error.resumes == level { continue }
                if error.isCounted || error.isInTail { throw error }
                let resumed = pass(pieceTo: end(of: error), in: level)
                if resumed != level {
                    throw Broken(start: nil, isCounted: true, resumes: resumed)
                }
            }
        }
    }

    // MARK: After a broken piece

    private enum Shape {
        case record(end: Int)
        case element, page, broken
    }

    /// Counts a piece in an array, and those after it until something valid comes.
    /// - Returns: the array that continues at `position`, or nil.
    private mutating func pass(pieceTo end: Int, in level: Level) -> Level? {
        position = end
        while true {
            pieces += 1
            guard peek == UInt8(ascii: "{") else { return nil }
            var probe = self
            switch probe.shape(in: level) {
            case .page: return .array
            case .element: return .envelope
            case .record(let end):
                let next = bytes[end...].prefix(4096).first {
                    ![0x20, 0x09, 0x0A, 0x0D].contains($0)
                }
                return next == UInt8(ascii: ",") || next == UInt8(ascii: "]") ? level : nil
            case .broken: position = next(after: position)
            }
        }
    }

    /// What the current object is, as far as its members show.
    private mutating func shape(in level: Level) -> Shape {
        let start = position
        position += 1
        depth = 1
        do throws(Broken) {
            space()
            if take("}") { return .record(end: position) }
            while true {
                space()
                let name = try string()
                space()
                if !take(":") { return .broken }
                space()
                if beginsObjects {
                    if ["data", "value"].contains(name) { return .page }
                    if level != .array, Self.holds(name, ["*ogs"]) { return .element }
                    if Self.pages.contains(name) { return .page }
                }
                try value()
                space()
                if take("}") {
                    return position - start > recordLimit ? .broken : .record(end: position)
                }
                if !take(",") { return .broken }
            }
        } catch {
            return .broken
        }
    }

    /// A value that may be an object with records in one of its arrays.
    private mutating func object(
        holders: [String], isElement: Bool, _ level: Level,
        _ inner: (inout Self) throws(Broken) -> Void
    ) throws(Broken) {
        let start = position
        guard take("{") else {
            try whole(from: start)
            pieces += 1
            return
        }
        var names: Set<String> = []
        var isEnvelope = false
        var hasEmptyPage = false
        var hasEvidence = false
        var failures: [String: Bool] = [:]
        var memberStart = start
        do throws(Broken) {
            depth = 1
            space()
            if !take("}") {
                while true {
                    space()
                    let name = try string()
                    names.insert(name)
                    space()
                    if !take(":") { throw Broken(start: nil) }
                    space()
                    if beginsEmpty, Self.holds(name, Self.pages + ["*ogs"]) { hasEmptyPage = true }
                    if beginsObjects, Self.holds(name, holders) {
                        isEnvelope = true
                        position += 1
                        memberStart = -1
                        if Self.lists.contains(name), level == .envelope {
                            try elements(.nested) { (self) throws(Broken) in try self.record() }
                        } else {
                            try elements(level, inner)
                        }
                    } else {
                        let valueStart = position
                        try value()
                        let text = bytes[valueStart..<position].filter { $0 > 0x20 }
                        hasEvidence = hasEvidence || Self.isEvidence(name, text)
                        if name == "fail" || name == "error" {
                            // Of two values under the same name the last one counts, here as everywhere.
                            failures[name] = text.count > 2 && (text[0] == 0x5B || text[0] == 0x7B)
                        }
                    }
                    space()
                    if take("}") { break }
                    memberStart = isEnvelope ? position : start
                    if !take(",") {
                        throw isEnvelope ? commaMissing() : Broken(start: nil)
                    }
                }
            }
        } catch {
            if error.isCounted { throw error }
            throw Broken(
                start: error.start ?? (memberStart < 0 ? position : memberStart),
                isEmpty: error.isEmpty, isInTail: error.isInTail || isEnvelope)
        }
        if isEnvelope || (isElement && names.isEmpty) { return }
        // In a list of records it is a record, whatever it contains.
        if failures.values.contains(true), !holders.isEmpty { return }
        if position - start > recordLimit { throw Broken(start: start) }
        if isElement, names == ["url", "expiry", "size"] { return }
        if hasEmptyPage, !holders.isEmpty, !hasEvidence { return }
        pieces += 1
    }

    /// Whether a member has what only a record has: a time, a verdict or a type.
    private static func isEvidence(_ name: String, _ text: [UInt8]) -> Bool {
        let value = String(decoding: text, as: UTF8.self)
        if ["null", "\"\"", "\"null\"", "[]", "{}"].contains(value) { return false }
        if ["date", "eventTime", "timestamp", "datetime", "result", "scanResult"].contains(name) {
            return true
        }
        return ["type", "eventType"].contains(name)
            && [
                "urlprotect", "attachmentprotect", "impersonationprotect", "receipt", "process",
                "av",
            ]
            .contains(value.lowercased().filter { $0.isLetter })
    }

    private static func holds(_ name: String, _ holders: [String]) -> Bool {
        holders.contains(name)
            || (holders.contains("*ogs") && name.utf8.count <= 256
                && (name.hasSuffix("Logs") || name.hasSuffix("logs")))
    }

    private mutating func whole(from start: Int) throws(Broken) {
        depth = 0
        do throws(Broken) {
            try value()
        } catch {
            throw Broken(start: start)
        }
        if position - start > recordLimit { throw Broken(start: start) }
    }

    // MARK: RFC 8259

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func space() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func value() throws(Broken) {
        switch peek {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"):
            try nested("}") { (self) throws(Broken) in
                _ = try self.string()
                self.space()
                if !self.take(":") { throw Broken(start: nil) }
                self.space()
                try self.value()
            }
        case UInt8(ascii: "["): try nested("]") { (self) throws(Broken) in try self.value() }
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        default: try number()
        }
    }

    private mutating func nested(
        _ end: Unicode.Scalar, _ member: (inout Self) throws(Broken) -> Void
    ) throws(Broken) {
        depth += 1
        defer { depth -= 1 }
        if depth > 128 { throw Broken(start: nil) }
        position += 1
        space()
        if take(end) { return }
        while true {
            space()
            try member(&self)
            space()
            if take(end) { return }
            if !take(",") { throw Broken(start: nil) }
        }
    }

    private mutating func literal(_ word: String) throws(Broken) {
        guard bytes[position...].starts(with: word.utf8) else { throw Broken(start: nil) }
        position += word.utf8.count
    }

    private mutating func number() throws(Broken) {
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
    }

    private mutating func digits() throws(Broken) {
        let start = position
        while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
        if position == start { throw Broken(start: nil) }
    }

    /// The text of a string, unescaped as far as needed for names.
    private mutating func string() throws(Broken) -> String {
        guard take("\"") else { throw Broken(start: nil) }
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\"") {
            if byte < 0x20 { throw Broken(start: nil) }
            position += 1
            guard byte == UInt8(ascii: "\\") else { continue }
            guard let escape = peek else { throw Broken(start: nil) }
            position += 1
            if escape == UInt8(ascii: "u") {
                guard position + 4 <= bytes.count,
                    bytes[position..<position + 4].allSatisfy({
                        Unicode.Scalar($0).properties.isASCIIHexDigit
                    })
                else { throw Broken(start: nil) }
                position += 4
            } else if !Array("\"\\/bfnrt".utf8).contains(escape) {
                throw Broken(start: nil)
            }
        }
        guard let text = String(validating: bytes[start..<position], as: UTF8.self), take("\"")
        else {
            throw Broken(start: nil)
        }
        return text
    }
}
