/// What can be wrong with the form of a document, whatever it is about.
package enum DocumentFault: Error, Hashable, Sendable {
    /// Not JSON: what should have stood there.
    case expected(Expectation)
    case notUTF8
    /// Deeper than any document is.
    case tooDeep
    case unknownKey(String)
    case duplicateKey(String)
    case missingKey(String)
    case wrongType(key: String, expected: Expectation)
    case unsupportedVersion(String)

    package enum Expectation: String, Hashable, Sendable {
        case value = "a value"
        case object = "an object"
        case array = "an array"
        case string = "a string"
        case number = "a number"
        case wholeNumber = "a whole number"
        case boolean = "true or false"
        case key = "a key in quotes"
        case colon = "a colon"
        case commaOrBracket = "a comma or a closing bracket"
        case commaOrBrace = "a comma or a closing brace"
        case endOfString = "a closing quote on the same line"
        case escape = "an escape that JSON knows"
        case endOfFile = "the end of the file"
    }
}
