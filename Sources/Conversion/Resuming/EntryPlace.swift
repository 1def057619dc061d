/// Where an entry stands in a manifest, which has them in the order of inputs: those of the run by their
/// numbers, and between them those that are gone.
struct EntryPlace: Hashable, Comparable, Sendable {
    private let number: Int
    /// Behind those that are gone and come before it.
    private let goneNumber: Int

    /// - Parameter number: the input's number in the run, from 0.
    init(ofInput number: Int) {
        self.number = number
        goneNumber = .max
    }

    /// - Parameters:
    ///   - goneNumber: among the inputs that are gone, from 0.
    ///   - number: of the first input that comes behind it.
    init(ofGone goneNumber: Int, beforeInput number: Int) {
        self.number = number
        self.goneNumber = goneNumber
    }

    static func < (left: EntryPlace, right: EntryPlace) -> Bool {
        (left.number, left.goneNumber) < (right.number, right.goneNumber)
    }
}
