internal import Accounts
internal import JSONRecords
internal import Mimecast
internal import Sophos

extension FileConverter {
    /// Shows a record if it was searched for.
    ///
    /// - Parameters:
    ///   - shape: that of an object that matches no rule.
    ///   - alertStart: where its alert begins among the pending ones.
    @inline(never)
    func explain(
        _ decision: Decision, _ record: RecordView, in array: Kind?,
        _ shape: RejectNote.Shape? = nil, alertStart: Int, at source: RecordSource,
        to watcher: PieceWatcher
    ) {
        // An object that matches no rule may contain records, which are examined one by one.
        if case .withoutKind = decision.outcome { return }
        let number = result.tally.seen + 1
        guard watcher.mayWant(record.text, number: number) else { return }
        let explained: ExplainedPiece.Outcome
        var faultIndex: Int?
        switch decision.outcome {
        case .converted:
            let end = alerts.pending.count
            explained = .converted(alerts.pending.text(alertStart..<end).bytes)
        case .filtered(let reason): explained = .filtered(reason)
        case .rejected(let reason):
            explained = .rejected(note(reason, decision, shape, record: number))
            if case .unexpected(let fault) = decision.format {
                faultIndex = record.offset(of: fault.field.rawValue)
            } else if let field = decision.duplicateField {
                faultIndex = record.offset(of: field)
            }
        // Nothing that is not a piece, and no duplicates, which are not searched for here.
        case .withoutKind, .duplicate, .emptyPage, .batchListing, .failure: return
        }
        let id = explained.name == .converted ? decision.id : nil
        guard watcher.takes(explained.name, id: id) else { return }
        let inner = source.level.map { unwrapper.reader($0) }
        let path = inner == nil ? reader.wrapperPath : source.path
        watcher.show(
            ExplainedPiece(
                file: input.relative, path: result.path, record: number, place: reader.place,
                arrayName: inner.map(\.arrayName) ?? reader.arrayName,
                identity: RecordIdentity(record),
                steps: (path.isEmpty ? [] : [.unwrapped(path)])
                    + converter.steps(of: decision, record, in: array),
                outcome: explained,
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
