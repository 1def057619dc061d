package import Sophos

/// Which pieces somebody asks to have explained: those that meet all of it.
package struct ExplainRequest: Hashable, Sendable {
    /// The piece of this number in its input, from 1.
    package var record: UInt64?
    /// Pieces in which this text stands.
    package var text: SoughtText?
    /// The record that gives the alert of this id.
    package var id: AlertID?
    package var outcome: ExplainedPiece.Outcome.Name?
    /// How many are shown at most, of all inputs.
    package var limit: Int

    package init(limit: Int = 10) { self.limit = limit }

    /// Whether it asks for pieces that somebody knows, and will miss when there are none.
    package var namesPieces: Bool { record != nil || text != nil || id != nil }

    /// Whether the outcome must be known before it is known if a piece is asked for.
    var asksForOutcome: Bool { outcome != nil || id != nil }
}
