internal import ByteStreams
internal import JSONRecords
internal import Sophos

/// Picks the pieces of one input that somebody asked to have explained, while it is converted.
final class PieceWatcher {
    private let request: ExplainRequest
    private let collector: PieceCollector
    /// The input's number in the list.
    private let turn: Int
    /// The input holds nothing more to ask for, or nobody asks any more.
    var hasPassed: Bool { sawRecord || collector.isDone }
    /// The piece of the number that was asked for came by, whatever its outcome.
    private(set) var sawRecord = false
    /// Pieces that are known by number, text and id, whatever their outcome.
    private(set) var found: UInt64 = 0
    /// Those of them that have the outcome that was asked for, shown or not.
    private(set) var matched: UInt64 = 0

    init(_ request: ExplainRequest, _ collector: PieceCollector, turn: Int) {
        self.request = request
        self.collector = collector
        self.turn = turn
    }

    /// Whether a piece's outcome must be known before it is known if it was asked for.
    var asksForOutcome: Bool { request.asksForOutcome }

    /// Whether a record may be one that was asked for; if not, nothing need be decided about it.
    func mayWant(_ record: JSONText, number: UInt64) -> Bool {
        isNumber(number) && (request.text?.stands(inRecord: record) ?? true)
    }

    /// As above, for a piece that is no record.
    func mayWant(broken piece: [UInt8], number: UInt64) -> Bool {
        isNumber(number) && (request.text?.stands(in: piece) ?? true)
    }

    private func isNumber(_ number: UInt64) -> Bool {
        guard let wanted = request.record else { return true }
        if number == wanted { sawRecord = true }
        return number == wanted
    }

    /// Counts a piece that may be one that was asked for.
    ///
    /// - Parameters:
    ///   - outcome: nil when it was not asked for.
    ///   - id: that of its alert, when it has one.
    /// - Returns: whether it shall be shown.
    func takes(_ outcome: ExplainedPiece.Outcome.Name?, id: AlertID?) -> Bool {
        if let wanted = request.id, id != wanted { return false }
        found += 1
        if let wanted = request.outcome, outcome != wanted { return false }
        matched += 1
        return collector.takesMore(from: turn)
    }

    func show(_ piece: ExplainedPiece) { collector.add(.piece(piece), from: turn) }
}
