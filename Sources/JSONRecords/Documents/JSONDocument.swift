/// A JSON document that people write or a program wrote for itself, as a tree that remembers where
/// everything stands: mapping files, summaries, baselines, manifests.
///
/// The records' reader is made for gigabytes and keeps no places of nested values; a document is read
/// once, and whoever wrote it wants to be told about it by line and column. Reading is strict, because
/// a misspelt key would otherwise quietly say nothing.
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

    /// Line and column of a byte, both from 1; a column counts characters, not bytes.
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

    /// The members of an object that has each key once, and all that are required.
    /// - Parameters:
    ///   - key: what the object is the value of; nil for the document itself.
    ///   - known: the keys that it may have; nil for any.
    /// - Throws: `expected` or `wrongType` for what is no object; `unknownKey`, `duplicateKey`,
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

    /// As above, for those who want to know of all problems: the members that are known, each once.
    ///
    /// A key that is missing because it was misspelt is one problem, not two.
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

    /// - Throws: `wrongType` for what is no array.
    package func elements(of member: JSONNode.Member) throws(Problem) -> [JSONNode] {
        if case .array(let elements) = member.node.value { return elements }
        throw wrongType(member, .array)
    }

    /// Text without quotes and escapes.
    /// - Throws: `wrongType` for what is no string, null among it.
    package func text(of member: JSONNode.Member) throws(Problem) -> String {
        if case .string(let text) = member.node.value { return text }
        throw wrongType(member, .string)
    }

    /// Text, or nil for null.
    /// - Throws: `wrongType` for all else.
    package func optionalText(of member: JSONNode.Member) throws(Problem) -> String? {
        if case .null = member.node.value { return nil }
        return try text(of: member)
    }

    /// A number without sign, fraction or exponent.
    /// - Throws: `wrongType` for all else, and for what takes more than 64 bits.
    package func wholeNumber(of member: JSONNode.Member) throws(Problem) -> UInt64 {
        if case .number(let digits) = member.node.value, digits.utf8.first != UInt8(ascii: "-"),
            let number = UInt64(digits)
        {
            return number
        }
        throw wrongType(member, .wholeNumber)
    }

    /// - Throws: `wrongType` for what is neither `true` nor `false`.
    package func boolean(of member: JSONNode.Member) throws(Problem) -> Bool {
        if case .boolean(let value) = member.node.value { return value }
        throw wrongType(member, .boolean)
    }

    /// Checks the version of a document's form.
    /// - Throws: `wrongType` for what is no number, `unsupportedVersion` for another one.
    package func check(version member: JSONNode.Member, is expected: String) throws(Problem) {
        guard case .number(let text) = member.node.value else { throw wrongType(member, .number) }
        guard text == expected else {
            throw problem(.unsupportedVersion(text, expected: expected), at: member.node.offset)
        }
    }

    /// The problem of a member whose value is none that its key may have.
    package func wrongType(
        _ member: JSONNode.Member, _ expected: JSONExpectation
    ) -> Problem {
        problem(.wrongType(key: member.key, expected: expected), at: member.node.offset)
    }
}

/// A value of a document and where it stands.
package struct JSONNode: Hashable, Sendable {
    package indirect enum Value: Hashable, Sendable {
        case object([Member])
        case array([JSONNode])
        case string(String)
        /// The digits as they stand.
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

/// What is wrong with a document, and where. Data, from which one place makes a sentence.
///
/// `Fault` is what can be wrong with its contents; `Never` for a document that has no such rules.
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

/// What can be wrong with the form of a document, whatever it is about.
package enum DocumentFault: Error, Hashable, Sendable {
    /// Not JSON: what should have stood there.
    case expected(JSONExpectation)
    case notUTF8
    /// Deeper than any document is.
    case tooDeep
    /// - Parameter known: the keys that may stand there.
    case unknownKey(String, known: [String])
    case duplicateKey(String)
    case missingKey(String)
    case wrongType(key: String, expected: JSONExpectation)
    case unsupportedVersion(String, expected: String)
}
