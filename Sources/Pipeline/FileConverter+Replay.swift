internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Mimecast
internal import Sophos

extension FileConverter {
    /// Reads a quarantine file: each piece goes through all stages by itself, as if it were still in its
    /// page, and whatever is rejected again keeps its original location.
    mutating func replay(_ source: inout InputSource) throws(WriteError) {
        var lines = QuarantineLines()
        var block = [UInt8](repeating: 0, count: FileSource.usualBlockBytes)
        while !context.interruption.isRequested {
            let count: Int
            do throws(StreamDamage) {
                count = try source.read(into: &block, from: 0)
            } catch {
                result.note(error)
                count = 0
            }
            for line in count == 0 ? lines.finish() : lines.take(block[..<count]) {
                try replay(line)
            }
            try alerts.flushIfStreaming()
            let step = step(bytes: source.bytesRead)
            progress.tell(step)
            if count == 0 { break }
        }
        origin = nil
    }

    private mutating func replay(_ line: QuarantineLines.Line) throws(WriteError) {
        guard !line.isCut, let piece = QuarantineLine(line.text) else {
            let place = Place(line: line.number, offset: line.offset)
            let note = RejectNote(
                file: input.relative, record: line.number, place: place, reason: .jsonSyntax,
                found: .noQuarantineLine)
            let raw = Array(line.text.prefix(BrokenPiece.inlineLimit))
            result.tally.seen += 1
            return try reject(note, length: UInt64(line.text.count), raw: raw)
        }
        result.tally.replayed[piece.reason] += 1
        // A piece without bytes, where an input was cut between records, cannot be retried.
        if piece.isCut || piece.raw.isEmpty {
            let note = RejectNote(
                file: piece.file, record: piece.record, place: piece.place, reason: piece.reason,
                field: piece.field, found: piece.isCut ? .cut : .empty)
            result.tally.seen += 1
            return try reject(note, length: piece.length, raw: piece.raw, array: piece.array)
        }
        try replay(piece)
    }

    private mutating func replay(_ piece: QuarantineLine) throws(WriteError) {
        let prefix = piece.prefix
        origin = ReplayOrigin(piece, prefixLength: prefix.count)
        beginReader()
        var rest = (prefix + piece.content)[...]
        var isFirst = true
        while true {
            switch reader.next() {
            case .record, .prefixedRecord:
                let category = try takeRecord()
                if isFirst, piece.reason.knowsCategory, let category {
                    result.tally.replayedCategories[category, default: 0] += 1
                }
                isFirst = false
            case .broken:
                // The array opened by the prefix has no end unless the piece contains it.
                if piece.array == nil || reader.broken.length > 0 { try takeBroken() }
            case .separatorComma: result.tally.warnings[.separatorComma] += 1
            case .envelopeFailure: noteFailure(reader.failureText, at: reader.place)
            case .needsBytes:
                if rest.isEmpty {
                    reader.finish()
                } else {
                    rest = rest.dropFirst(reader.fill(rest))
                }
            case .end: return
            }
        }
    }
}

extension RejectReason {
    /// Whether records rejected for this reason count for their category, because they were recognised.
    fileprivate var knowsCategory: Bool {
        switch self {
        case .jsonDuplicateKey, .missingField, .wrongType, .badTimestamp, .unmapped: true
        default: false
        }
    }
}
