/// Wants to know nothing: what archives are converted with.
package struct NoObserver: DecisionObserver {
    package init() {}

    @inline(__always) package func note(_ step: @autoclosure () -> DecisionStep) {}
}
