internal import Accounts
internal import JSONRecords
internal import Mimecast
internal import Sophos

extension FileConverter {
    /// Decides about a record as far as necessary, and shows it if it was searched for. The counts of
    /// such a run are not used.
    @inline(never)
    mutating func explain(
        _ record: RecordView, _ context: RecordConverter.Context, at source: RecordSource
    ) -> RecordConverter.Outcome {
        // An object that matches no rule may contain records, which are examined one by one.
        guard let watcher, Kind.decide(record, array: context.arrayKind) != nil else {
            return .withoutKind
        }
        if !watcher.mayWant(record.text, number: result.tally.seen + 1) {
            return .filtered(.otherKind)
        }
        var alert = ByteBuffer()
        var name: ExplainedPiece.Outcome.Name?
        var outcome = RecordConverter.Outcome.filtered(.otherKind)
        if watcher.asksForOutcome {
            outcome = converter.convert(record, context, to: &alert)
            alert.removeAll()
            name = outcome.explainedName
            guard name != nil else { return outcome }
        }
        let id = name == .converted ? converter.lastID : nil
        guard watcher.takes(name, id: id) else { return outcome }

        var recorder = DecisionRecorder()
        outcome = converter.convert(record, context, to: &alert, observer: &recorder)
        show(outcome, record, steps: recorder.steps, alert: alert.bytes, at: source, to: watcher)
        return outcome
    }

    /// As above, for an object that matches no rule and contains no record.
    func explain(
        _ outcome: RecordConverter.Outcome, _ record: RecordView, at source: RecordSource
    ) {
        guard let watcher, let name = outcome.explainedName,
            watcher.mayWant(record.text, number: result.tally.seen + 1),
            watcher.takes(name, id: nil)
        else { return }
        show(outcome, record, steps: [.kind(nil, nil)], alert: [], at: source, to: watcher)
    }

    private func show(
        _ outcome: RecordConverter.Outcome, _ record: RecordView, steps: [DecisionStep],
        alert: [UInt8], at source: RecordSource, to watcher: PieceWatcher
    ) {
        let number = result.tally.seen + 1
        let explained: ExplainedPiece.Outcome
        var faultIndex: Int?
        switch outcome {
        case .converted: explained = .converted(alert)
        case .filtered(let reason): explained = .filtered(reason)
        case .rejected(let reason, let field, let found):
            explained = .rejected(note(reason, field, found, record: number))
            let field = Field.allCases.first { $0.name == field }
            faultIndex = field.flatMap { record.offset(of: $0.rawValue) }
        case .duplicate, .withoutKind, .emptyPage, .batchListing, .failure: return
        }
        let inner = source.level.map { unwrapper.reader($0) }
        let path = inner == nil ? reader.wrapperPath : source.path
        watcher.show(
            ExplainedPiece(
                file: input.relative, path: result.path, record: number, place: reader.place,
                arrayName: inner.map(\.arrayName) ?? reader.arrayName,
                identity: RecordIdentity(record),
                steps: (path.isEmpty ? [] : [.unwrapped(path)]) + steps, outcome: explained,
                raw: (inner?.keptText ?? reader.keptText).bytes, faultIndex: faultIndex))
    }

    /// As above, for a broken piece.
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
    /// nil for anything that is not a piece, and for duplicates, which are not searched for here.
    fileprivate var explainedName: ExplainedPiece.Outcome.Name? {
        switch self {
        case .converted: .converted
        case .filtered: .filtered
        case .rejected: .rejected
        case .duplicate, .withoutKind, .emptyPage, .batchListing, .failure: nil
        }
    }
}
