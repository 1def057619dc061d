internal import JSONRecords
internal import Mimecast
internal import Sophos

extension FileConverter {
    /// Decides about a record as far as `watcher` wants to know, and shows it what it asked for. Nobody
    /// looks at the counts of such a run.
    @inline(never)
    mutating func explain(
        _ record: RecordView, _ context: RecordConverter.Context, _ watcher: PieceWatcher
    ) -> RecordConverter.Outcome {
        let number = result.tally.seen + 1
        // What is no piece has no number, and only the decision tells.
        let isPiece =
            record.failures == nil
            && !(context.isEnvelopeElement && Kind.isBatchListing(record))
        if isPiece, !watcher.mayWant(record.text, number: number) {
            return .filtered(.otherKind)
        }
        var alert = ByteBuffer()
        var name: ExplainedPiece.Outcome.Name?
        var outcome = RecordConverter.Outcome.filtered(.otherKind)
        if !isPiece || watcher.asksForOutcome {
            outcome = converter.convert(record, context, to: &alert)
            alert.removeAll()
            name = outcome.explainedName
            guard name != nil, isPiece || watcher.mayWant(record.text, number: number) else {
                return outcome
            }
        }
        let id = name == .converted ? converter.lastID : nil
        guard watcher.takes(name, id: id) else { return outcome }

        var recorder = DecisionRecorder()
        outcome = converter.convert(record, context, to: &alert, observer: &recorder)
        let explained: ExplainedPiece.Outcome
        var faultIndex: Int?
        switch outcome {
        case .converted: explained = .converted(alert.bytes)
        case .filtered(let reason): explained = .filtered(reason)
        case .rejected(let reason, let field, let found):
            explained = .rejected(note(reason, field, found, record: number))
            let field = Field.allCases.first { $0.name == field }
            faultIndex = field.flatMap { record.offset(of: $0.rawValue) }
        case .duplicate, .batchListing, .failure: return outcome
        }
        watcher.show(
            ExplainedPiece(
                file: input.relative, path: result.path, record: number, place: reader.place,
                arrayName: reader.arrayName, identity: RecordIdentity(record),
                steps: recorder.steps, outcome: explained, raw: reader.recordBytes,
                faultIndex: faultIndex))
        return outcome
    }

    /// As above, for a piece that is no record.
    @inline(never)
    func explain(_ piece: BrokenPiece, _ note: RejectNote, _ watcher: PieceWatcher) {
        guard watcher.mayWant(broken: piece.raw, number: note.record),
            watcher.takes(.rejected, id: nil)
        else { return }
        watcher.show(
            ExplainedPiece(
                file: note.file, path: result.path, record: note.record, place: note.place,
                identity: RecordIdentity(ofBroken: piece.raw), steps: [],
                outcome: .rejected(note), raw: piece.raw,
                faultIndex: Int(clamping: piece.faultOffset - piece.place.offset)))
    }
}

extension RecordConverter.Outcome {
    /// Nil for what is no piece, and for duplicates, which nobody looks for here.
    fileprivate var explainedName: ExplainedPiece.Outcome.Name? {
        switch self {
        case .converted: .converted
        case .filtered: .filtered
        case .rejected: .rejected
        case .duplicate, .batchListing, .failure: nil
        }
    }
}
