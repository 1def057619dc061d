/// Picks the pieces that somebody asked to have explained, while an input is converted.
package final class PieceWatcher {
    /// Which pieces are asked for.
    package struct Request: Hashable, Sendable {
        /// Only the piece of this number, from 1.
        package var record: UInt64?
        package var outcome: ExplainedPiece.Outcome.Name?
        /// How many are shown at most.
        package var limit: Int

        package init(limit: Int = 10) { self.limit = limit }
    }

    private let request: Request
    private let show: (ExplainedPiece) -> Bool
    /// Pieces that were asked for, shown or not.
    package private(set) var matched: UInt64 = 0
    package private(set) var shown = 0
    /// Nothing more will be asked for, in any input.
    package private(set) var isDone = false
    /// The piece of the number that was asked for came by, whatever its outcome.
    package private(set) var sawRecord = false
    /// The input at hand holds nothing more to ask for.
    private(set) var hasPassed = false

    /// - Parameter show: false when nobody looks any more.
    package init(_ request: Request, show: @escaping (ExplainedPiece) -> Bool) {
        self.request = request
        self.show = show
    }

    /// A new input begins.
    func begin() { hasPassed = isDone }

    /// - Parameter piece: made only when it is shown.
    func take(
        record: UInt64, _ outcome: ExplainedPiece.Outcome.Name, _ piece: () -> ExplainedPiece
    ) {
        if let wanted = request.record {
            guard record == wanted else { return }
            hasPassed = true
            sawRecord = true
        }
        if let wanted = request.outcome, wanted != outcome { return }
        matched += 1
        guard shown < request.limit, !isDone else { return }
        shown += 1
        if !show(piece()) {
            isDone = true
            hasPassed = true
        }
    }
}
