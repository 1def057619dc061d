/// What is wrong with a mapping file, and where. Data, from which one place makes a sentence.
package struct MappingProblem: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Not JSON: what should have stood there.
        case expected(Expectation)
        case notUTF8
        /// Deeper than any mapping is.
        case tooDeep
        case unknownKey(String)
        case duplicateKey(String)
        case missingKey(String)
        case wrongType(key: String, expected: Expectation)
        case unsupportedVersion(String)
        case badThreatID(String)
        case emptyText(key: String)
        case unknownSeverity(String)
        case duplicateRow(alertType: String, firstLine: Int)
    }

    package enum Expectation: String, Hashable, Sendable {
        case value = "a value"
        case object = "an object"
        case array = "an array"
        case string = "a string"
        case number = "a number"
        case key = "a key in quotes"
        case colon = "a colon"
        case commaOrBracket = "a comma or a closing bracket"
        case commaOrBrace = "a comma or a closing brace"
        case endOfString = "a closing quote on the same line"
        case escape = "an escape that JSON knows"
        case endOfFile = "the end of the file"
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
