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
