/// Keeps every step.
package struct DecisionRecorder: DecisionObserver {
    package private(set) var steps: [DecisionStep] = []

    package init() {}

    package mutating func note(_ step: @autoclosure () -> DecisionStep) { steps.append(step()) }
}
