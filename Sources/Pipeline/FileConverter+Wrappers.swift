internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Mimecast
internal import Sophos

/// Records inside other objects: what ``Unwrapper`` finds goes through the same decisions as a record of
/// the input itself, and is counted by the path that led to it.
extension FileConverter {
    /// Where a record to decide about came from.
    struct RecordSource {
        /// The level of its reader; nil for the input's own.
        var level: Int?
        /// The members that led to it.
        var path: [UInt8] = []
        /// Whether the input's object contains nothing else, so that the object is kept if its record is
        /// rejected; otherwise the record is.
        var isOnly = true
        /// It was recognised as a record when it was found.
        var isRecognised = true

        static var outside: RecordSource { RecordSource() }
    }

    /// Handles what was found in an object.
    mutating func take(
        _ found: Unwrapper.Found, in outer: RecordView
    ) throws(WriteError) -> Category? {
        converter.noteWrapper(outer)
        guard case .records(let records) = found else { return nil }
        return try take(records, in: RecordSource(path: reader.wrapperPath))
    }

    /// - Parameter outer: where the object that contains them came from.
    private mutating func take(
        _ records: Unwrapper.Records, in outer: RecordSource
    ) throws(WriteError) -> Category? {
        var source = outer
        source.level = records.level
        source.path = Unwrapper.joined(outer.path, records.path)
        source.isRecognised = records.isSingle
        if records.isSingle { return try takeInside(source) }
        source.isOnly = false
        var last: Category?
        let inner = unwrapper.reader(records.level)
        inner.rewind()
        while true {
            switch inner.next() {
            case .record:
                var element = source
                if inner.isInPlainArray { element.path += Array("[]".utf8) }
                last = try takeInside(element)
            case .broken: try rejectInside(inner.broken, at: source)
            case .envelopeFailure: noteFailure(inner.failureText, at: reader.place)
            case .separatorComma, .prefixedRecord, .needsBytes, .end: return last
            }
        }
    }

    /// Takes the last record of an inner reader.
    private mutating func takeInside(_ source: RecordSource) throws(WriteError) -> Category? {
        guard let level = source.level else { return nil }
        let inner = unwrapper.reader(level)
        let current = inner.current()
        if !source.isRecognised, current.duplicateField == nil,
            case .records(let records)? = unwrapper.findCopy(in: current.record, level: level + 1)
        {
            return try take(records, in: source)
        }
        let decision = decide(current, in: unwrapper.arrayKind(level), at: source)
        if current.hasUnknownNames, let kind = decision.kind?.kind {
            growUnknownInside(to: level)
            unknownInside[level].add(inner.unknownNames, in: kind)
        }
        guard case .withoutKind = decision.outcome else {
            try settle(decision, current.record, at: source)
            return decision.category
        }
        if !source.isRecognised, current.duplicateField == nil {
            switch unwrapper.find(in: current.record, inner.structures, level: level + 1) {
            case .records(let records)?: return try take(records, in: source)
            case .emptyPage?: return nil
            case nil: break
            }
        }
        try settleWithoutKind(current, at: source)
        return nil
    }

    mutating func growUnknownInside(to level: Int) {
        while unknownInside.count <= level { unknownInside.append(UnknownCounts()) }
    }

    private mutating func rejectInside(
        _ piece: BrokenPiece, at source: RecordSource
    ) throws(WriteError) {
        result.tally.seen += 1
        countUnwrapped(source)
        let note = note(
            RejectReason(piece.fault), nil, RejectNote.Found(piece), record: result.tally.seen)
        try reject(note, length: piece.length, raw: piece.raw)
    }

    mutating func countUnwrapped(_ source: RecordSource) {
        let path = source.level == nil ? reader.wrapperPath : source.path
        guard !path.isEmpty else { return }
        if path != unwrapped.path { tellUnwrapped(next: path) }
        unwrapped.count += 1
    }

    /// Adds the count for one path, and starts counting another.
    mutating func tellUnwrapped(next path: [UInt8] = []) {
        if unwrapped.count > 0 {
            let isTold =
                result.tally.unwrapped[unwrapped.path] != nil
                || result.tally.unwrapped.count < Self.pathLimit
            let key = isTold ? unwrapped.path : Array("(other)".utf8)
            result.tally.unwrapped[key, default: 0] += unwrapped.count
        }
        unwrapped = (path, 0)
    }

    /// The maximum number of distinct wrapper paths.
    static let pathLimit = 64
}
