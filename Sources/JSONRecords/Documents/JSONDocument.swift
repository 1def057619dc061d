/// A JSON document written by people or by this program, as a tree with positions: mapping files,
/// summaries, baselines, manifests.
///
/// The record reader is designed for gigabytes and keeps no positions of nested values; a document is
/// read once, and its author wants messages with line and column. Parsing is strict, because a misspelt
/// key would otherwise be silently ignored.
package struct JSONDocument<Fault: Hashable & Sendable>: Sendable {
    package typealias Problem = DocumentProblem<Fault>

    package let root: JSONNode
    private let bytes: [UInt8]

    /// - Parameter allowsComments: skips comments from `//` to the end of the line.
    package init(_ bytes: [UInt8], allowsComments: Bool = false) throws(Problem) {
        self.bytes = bytes
        var parser = DocumentParser(bytes, allowsComments: allowsComments)
        do throws(DocumentFault) {
            root = try parser.readDocument()
        } catch {
            throw Self.problem(.form(error), at: parser.faultOffset, in: bytes)
        }
    }

    // MARK: Places

    package func problem(_ fault: Fault, at offset: Int) -> Problem {
        Self.problem(.content(fault), at: offset, in: bytes)
    }

    package func problem(_ fault: DocumentFault, at offset: Int) -> Problem {
        Self.problem(.form(fault), at: offset, in: bytes)
    }

    /// The line of a byte, from 1.
    package func line(of offset: Int) -> Int { Self.position(of: offset, in: bytes).line }

    private static func problem(
        _ reason: Problem.Reason, at offset: Int, in bytes: [UInt8]
    ) -> Problem {
        let (line, column) = position(of: offset, in: bytes)
        return Problem(reason: reason, line: line, column: column)
    }

    /// Line and column of a byte, both from 1; columns count characters, not bytes.
    private static func position(
        of offset: Int, in bytes: [UInt8]
    ) -> (line: Int, column: Int) {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        let mark = before.starts(with: DocumentParser.byteOrderMark) ? 3 : 0
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? mark
        return (line, String(decoding: before[start...], as: UTF8.self).count + 1)
    }

    // MARK: Values

    /// The members of an object, which must have each key at most once, and all required ones.
    /// - Parameters:
    ///   - key: the key whose value the object is; nil for the document itself.
    ///   - known: the allowed keys; nil for any.
    /// - Throws: `expected` or `wrongType` if it is not an object; `unknownKey`, `duplicateKey`,
    ///   `missingKey`.
    package func members(
        of node: JSONNode, named key: String? = nil, known: [String]? = nil,
        required: [String] = []
    ) throws(Problem) -> [JSONNode.Member] {
        var problems: [Problem] = []
        let members = members(
            of: node, named: key, known: known, required: required, problems: &problems)
        if let first = problems.first { throw first }
        return members
    }

    /// As above, but reports all problems: returns the known members, each once.
    ///
    /// A missing key that was misspelt is one problem, not two.
    package func members(
        of node: JSONNode, named key: String? = nil, known: [String]?, required: [String],
        problems: inout [Problem]
    ) -> [JSONNode.Member] {
        guard case .object(let members) = node.value else {
            let fault: DocumentFault =
                key.map { .wrongType(key: $0, expected: .object) } ?? .expected(.object)
            problems.append(problem(fault, at: node.offset))
            return []
        }
        var good: [JSONNode.Member] = []
        var seen: Set<String> = []
        var meant: Set<String> = []
        for member in members {
            if let known, !known.contains(member.key) {
                let fault = DocumentFault.unknownKey(member.key, known: known)
                problems.append(problem(fault, at: member.offset))
                if let word = NearestWord.of(member.key, among: known) { meant.insert(word) }
            } else if seen.insert(member.key).inserted {
                good.append(member)
            } else {
                problems.append(problem(.duplicateKey(member.key), at: member.offset))
            }
        }
        for key in required where !seen.contains(key) && !meant.contains(key) {
            problems.append(problem(.missingKey(key), at: node.offset))
        }
        return good
    }

    /// - Throws: `wrongType` if it is not an array.
    package func elements(of member: JSONNode.Member) throws(Problem) -> [JSONNode] {
        if case .array(let elements) = member.node.value { return elements }
        throw wrongType(member, .array)
    }

    /// Text without quotes and escapes.
    /// - Throws: `wrongType` if it is not a string, including null.
    package func text(of member: JSONNode.Member) throws(Problem) -> String {
        if case .string(let text) = member.node.value { return text }
        throw wrongType(member, .string)
    }

    /// Text, or nil for null.
    /// - Throws: `wrongType` for anything else.
    package func optionalText(of member: JSONNode.Member) throws(Problem) -> String? {
        if case .null = member.node.value { return nil }
        return try text(of: member)
    }

    /// An unsigned integer without fraction or exponent.
    /// - Throws: `wrongType` for anything else, and for numbers of more than 64 bits.
    package func wholeNumber(of member: JSONNode.Member) throws(Problem) -> UInt64 {
        if case .number(let digits) = member.node.value, digits.utf8.first != UInt8(ascii: "-"),
            let number = UInt64(digits)
        {
            return number
        }
        throw wrongType(member, .wholeNumber)
    }

    /// - Throws: `wrongType` unless it is `true` or `false`.
    package func boolean(of member: JSONNode.Member) throws(Problem) -> Bool {
        if case .boolean(let value) = member.node.value { return value }
        throw wrongType(member, .boolean)
    }

    /// Checks the version of a document's format.
    /// - Throws: `wrongType` if it is not a number, `unsupportedVersion` if it differs.
    package func check(version member: JSONNode.Member, is expected: Int) throws(Problem) {
        guard case .number(let text) = member.node.value else { throw wrongType(member, .number) }
        let expected = String(expected)
        guard text == expected else {
            throw problem(.unsupportedVersion(text, expected: expected), at: member.node.offset)
        }
    }

    /// The problem of a member whose value its key does not allow.
    package func wrongType(
        _ member: JSONNode.Member, _ expected: JSONExpectation
    ) -> Problem {
        problem(.wrongType(key: member.key, expected: expected), at: member.node.offset)
    }
}

/// A value in a document and its position.
package struct JSONNode: Hashable, Sendable {
    package indirect enum Value: Hashable, Sendable {
        case object([Member])
        case array([JSONNode])
        case string(String)
        /// The number as written.
        case number(String)
        case boolean(Bool)
        case null
    }

    package struct Member: Hashable, Sendable {
        package var key: String
        /// The key's first byte.
        package var offset: Int
        package var node: JSONNode
    }

    package var value: Value
    /// Its first byte in the document.
    package var offset: Int
}

/// A problem in a document, and its location. Data only; one place turns it into a sentence.
///
/// `Fault` is the type of faults in its contents; `Never` for a document without such rules.
package struct DocumentProblem<Fault: Hashable & Sendable>: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case form(DocumentFault)
        case content(Fault)
    }

    package var reason: Reason
    /// From 1.
    package var line: Int
    /// From 1, in characters.
    package var column: Int

    package init(reason: Reason, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }
}

/// A fault in a document's syntax or structure, regardless of its subject.
package enum DocumentFault: Error, Hashable, Sendable {
    /// Not JSON: what was expected there.
    case expected(JSONExpectation)
    case notUTF8
    /// Nested deeper than any real document.
    case tooDeep
    /// - Parameter known: the keys allowed there.
    case unknownKey(String, known: [String])
    case duplicateKey(String)
    case missingKey(String)
    case wrongType(key: String, expected: JSONExpectation)
    case unsupportedVersion(String, expected: String)
}
