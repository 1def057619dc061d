/// What should have stood where something else was found, as people read it.
package enum JSONExpectation: String, Hashable, Sendable {
    // The form (RFC 8259).
    case value = "a value"
    case key = "a key in quotes"
    case colon = "a colon"
    case commaOrBracket = "a comma or a closing bracket"
    case commaOrBrace = "a comma or a closing brace"
    case endOfString = "a closing quote on the same line"
    case escape = "an escape that JSON knows"
    case hexadecimalDigit = "four hexadecimal digits"
    case digit = "a digit"
    case word = "true, false or null"
    case endOfLine = "the end of the line"
    case endOfFile = "the end of the file"

    // The type that a document's rules ask for.
    case object = "an object"
    case array = "an array"
    case string = "a string"
    case number = "a number"
    case wholeNumber = "a whole number"
    case boolean = "true or false"
}
