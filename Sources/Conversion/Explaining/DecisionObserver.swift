/// Is told each step of a decision while it is made, by the code that makes it.
package protocol DecisionObserver {
    /// - Parameter step: made only by who wants to know.
    mutating func note(_ step: @autoclosure () -> DecisionStep)
}

/// Wants to know nothing: what archives are converted with.
package struct NoObserver: DecisionObserver {
    package init() {}

    @inline(__always) package func note(_ step: @autoclosure () -> DecisionStep) {}
}

/// Keeps every step.
package struct DecisionRecorder: DecisionObserver {
    package private(set) var steps: [DecisionStep] = []

    package init() {}

    package mutating func note(_ step: @autoclosure () -> DecisionStep) { steps.append(step()) }
}
