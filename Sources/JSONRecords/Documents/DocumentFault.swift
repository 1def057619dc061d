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
