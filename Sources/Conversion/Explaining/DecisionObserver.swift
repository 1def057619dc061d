/// Is told each step of a decision while it is made, by the code that makes it.
package protocol DecisionObserver {
    /// - Parameter step: made only by who wants to know.
    mutating func note(_ step: @autoclosure () -> DecisionStep)
}
