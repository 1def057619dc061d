internal import ByteStreams
internal import JSONRecords
internal import Mimecast
internal import Sophos

/// Takes one input through all stages: bytes → pieces → outcomes → output files, and counts.
///
/// A broken record does not stop the file: it goes to the quarantine, and the next one follows.
/// Damage ends it where nothing more can be read; what was good before it stays.
struct FileConverter: ~Copyable {
    let input: Input
    let options: ConvertOptions
    let interruption: Interruption
    private let isCoreFree: (@Sendable () -> Bool)?
    private let spareKeys: SpareKeys
    var reader: RecordReader
    private var converter: RecordConverter
    var alerts: AlertOutput
    private var rejects: OutputFile
    var result: FileResult
    var unknown = UnknownCounts()
    var progress: FileProgress
    private let watcher: PieceWatcher?
    // The two outcomes that nearly every record of an archive has, counted without a table.
    private var converted: UInt64 = 0
    private var cleanOrSafe: UInt64 = 0
    private var arrayKind: Kind?
    private var arrayOrdinal = 0
    private var listedEnvelope = 0
    /// Where the piece at hand came from, when quarantined pieces are read.
    var origin: ReplayOrigin?

    /// - Parameters:
    ///   - spareKeys: shared by the converters of a run; knows Mimecast's fields.
    ///   - isCoreFree: whether a core is free now for decompressing the input; nil: never.
    init(
        _ input: Input, _ options: ConvertOptions, mapping: ThreatMapping,
        alerts: consuming AlertOutput, rejects: consuming OutputFile, kept: FileAlerts? = nil,
        interruption: Interruption, progress: RunProgress? = nil,
        spareKeys: SpareKeys = SpareKeys(MimecastFields.table),
        isCoreFree: (@Sendable () -> Bool)? = nil, watcher: PieceWatcher? = nil
    ) {
        self.input = input
        self.options = options
        self.interruption = interruption
        self.isCoreFree = isCoreFree
        self.spareKeys = spareKeys
        reader = RecordReader(spareKeys, limit: options.recordLimit)
        converter = RecordConverter(options, mapping: mapping)
        converter.kept = kept
        self.alerts = alerts
        self.rejects = rejects
        result = FileResult(
            relative: input.relative, path: input.isStandardInput ? nil : input.path)
        self.progress = FileProgress(of: input, in: progress)
        self.watcher = watcher
    }

    /// Reads the whole input.
    ///
    /// - Returns: false when an interruption came first: then there is nothing to publish.
    /// - Throws: `write`, `unbalanced`.
    mutating func read() throws(RunError) -> Bool {
        var source: InputSource?
        do throws(StreamDamage) {
            source = try input.open(isCoreFree: isCoreFree)
        } catch {
            result.note(error)
        }
        do throws(WriteError) {
            // Taken out of the optional, because only an owned source can be read.
            if var source = source.take() {
                result.identity = source.identity
                if options.replays { try replay(&source) } else { try read(&source) }
                source.stop()
                finish(source)
            }
        } catch {
            throw .write(error)
        }
        if interruption.isRequested { return false }
        let step = step(bytes: result.tally.bytesRead)
        progress.finish(step)
        try addUp()
        return true
    }

    /// Publishes what became of the input.
    ///
    /// - Throws: `write`.
    consuming func publish() throws(RunError) -> FileResult {
        do throws(WriteError) {
            return try publishFiles()
        } catch {
            throw .write(error)
        }
    }

    // MARK: Reading

    private mutating func read(_ source: inout InputSource) throws(WriteError) {
        while !ForeignFormat.isDecided(reader.peek(ForeignFormat.bytesNeeded)) {
            if !fill(from: &source) { break }
        }
        if let format = ForeignFormat(reader.peek(ForeignFormat.bytesNeeded)) {
            result.note(StreamDamage(.inputNotJSON, at: 0, .named(format.rawValue)))
            return
        }
        while true {
            switch reader.next() {
            case .record: try takeRecord()
            case .broken: try takeBroken()
            case .separatorComma: result.tally.warnings[.separatorComma] += 1
            case .envelopeFailure: noteFailure(reader.failureText, at: reader.place)
            case .needsBytes:
                if interruption.isRequested || watcher?.hasPassed == true { return }
                try alerts.flushIfStreaming()
                _ = fill(from: &source)
                let step = step(bytes: source.bytesRead)
                progress.tell(step)
            case .end: return
            }
        }
    }

    /// Reads on; damage is noted and ends the input there.
    /// - Returns: false at the end.
    private mutating func fill(from source: inout InputSource) -> Bool {
        do throws(StreamDamage) {
            return try reader.fill(atMost: options.readLimit) {
                (room: inout MutableRawSpan) throws(StreamDamage) -> Int in
                try source.read(into: &room)
            } > 0
        } catch {
            result.note(error)
            reader.finish()
            return false
        }
    }

    /// What was done of this input so far.
    func step(bytes: UInt64) -> RunProgress.Step {
        var step = RunProgress.Step()
        step.bytes = bytes
        step.records = result.tally.seen
        step.alerts = converted
        step.rejects = result.tally.rejected.total
        return step
    }

    // MARK: Pieces

    /// The category of the last record, when it had one.
    var lastCategory: Category? { converter.lastKind.flatMap { Category($0) } }

    mutating func takeRecord() throws(WriteError) {
        let current = reader.current()
        if arrayOrdinal != current.arrayOrdinal {
            arrayOrdinal = current.arrayOrdinal
            arrayKind = reader.arrayName.map { Kind(arrayName: $0) }
        }
        let context = RecordConverter.Context(
            arrayKind: arrayKind, isEnvelopeElement: current.isEnvelopeElement,
            duplicateField: current.duplicateField)
        let outcome = decide(current.record, context)
        if current.hasUnknownNames, let kind = converter.lastKind {
            unknown.add(reader.unknownNames, in: kind)
        }
        switch outcome {
        case .filtered(.cleanOrSafe):
            result.tally.seen += 1
            cleanOrSafe += 1
        case .converted:
            result.tally.seen += 1
            converted += 1
            try alerts.endAlert(day: converter.lastDay, category: converter.lastCategory)
        case .filtered(let reason):
            result.tally.seen += 1
            result.tally.filtered[reason] += 1
        case .duplicate:
            result.tally.seen += 1
            result.tally.duplicate += 1
        case .rejected(let reason, let field, let found):
            result.tally.seen += 1
            let note = note(reason, field, found, record: result.tally.seen)
            try reject(
                note, length: reader.recordLength, raw: reader.recordBytes, array: reader.arrayName)
        case .batchListing:
            if listedEnvelope != reader.envelopeOrdinal {
                listedEnvelope = reader.envelopeOrdinal
                result.tally.warnings[.batchListing] += 1
            }
        case .failure:
            noteFailure(current.record.failures?.bytes ?? [], at: reader.place)
        }
    }

    private func note(
        _ reason: RejectReason, _ field: String?, _ found: RejectNote.Found, record: UInt64
    ) -> RejectNote {
        RejectNote(
            file: origin?.file ?? input.relative, record: origin?.record ?? record,
            place: origin?.place(of: reader.place) ?? reader.place, reason: reason, field: field,
            found: found)
    }

    mutating func takeBroken() throws(WriteError) {
        result.tally.seen += 1
        let piece = reader.broken
        let note = RejectNote(
            file: origin?.file ?? input.relative, record: origin?.record ?? result.tally.seen,
            place: origin?.place(of: piece.place) ?? piece.place,
            reason: RejectReason(piece.fault), found: .byte(piece.found),
            faultOffset: origin?.offset(of: piece.faultOffset) ?? piece.faultOffset,
            expected: piece.expected)
        watcher?.take(record: note.record, .rejected) {
            ExplainedPiece(
                file: note.file, record: note.record, place: note.place, arrayName: nil, steps: [],
                outcome: .rejected(note), raw: piece.raw,
                faultIndex: Int(clamping: piece.faultOffset - piece.place.offset))
        }
        try reject(note, length: piece.length, raw: piece.raw, array: piece.array)
    }

    /// Converts a record, for all to see when somebody watches.
    @inline(__always)
    private mutating func decide(
        _ record: RecordView, _ context: RecordConverter.Context
    ) -> RecordConverter.Outcome {
        guard let watcher else {
            return converter.convert(record, context, to: &alerts.pending)
        }
        return decide(record, context, watcher)
    }

    @inline(never)
    private mutating func decide(
        _ record: RecordView, _ context: RecordConverter.Context, _ watcher: PieceWatcher
    ) -> RecordConverter.Outcome {
        var recorder = DecisionRecorder()
        var alert = ByteBuffer()
        let outcome = converter.convert(record, context, to: &alert, observer: &recorder)
        let number = result.tally.seen + 1
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
        watcher.take(record: number, explained.name) {
            ExplainedPiece(
                file: input.relative, record: number, place: reader.place,
                arrayName: reader.arrayName, steps: recorder.steps, outcome: explained,
                raw: reader.recordBytes, faultIndex: faultIndex)
        }
        return outcome
    }

    mutating func reject(
        _ note: RejectNote, length: UInt64, raw: [UInt8], array: [UInt8]? = nil
    ) throws(WriteError) {
        result.tally.rejected[note.reason] += 1
        if result.firstRejects[note.reason] == nil { result.firstRejects[note.reason] = note }
        if result.tally.rejected[note.reason] <= options.notesKept { result.notes.append(note) }
        RejectLine.append(note, length: length, array: array, raw: raw, to: &rejects.pending)
        try rejects.flushIfFull()
    }

    /// Begins anew, with nothing that came before in sight.
    mutating func beginReader() {
        tellUnknown()
        reader = RecordReader(spareKeys, limit: options.recordLimit)
        arrayOrdinal = 0
        arrayKind = nil
        listedEnvelope = 0
    }

    // MARK: Damage

    /// A page that holds a failure instead of records; the first one stands for the file.
    mutating func noteFailure(_ text: [UInt8], at place: Place) {
        guard result.damage == nil else { return }
        let words = String(decoding: text, as: UTF8.self)
        result.damage = StreamDamage(.inputAPIError, at: place.offset, .named(words))
    }

    // MARK: The end

    private mutating func finish(_ source: borrowing InputSource) {
        do throws(StreamDamage) {
            try source.verifyUnchanged()
        } catch {
            result.note(error)
        }
        if source.sawPadding { result.tally.warnings[.gzipPadding] += 1 }
        // Of another format only the beginning was looked at, and how much of it is chance.
        if result.damage?.reason == .inputNotJSON { return }
        result.tally.bytesRead = source.bytesRead
        result.tally.bytesDecompressed = source.bytesHandedOut
        if let damage = result.damage, damage.reason != .inputAPIError { return }
        // What is replayed has a name and a content of our own making.
        if options.replays { return }
        if source.isNamedGzip != source.isGzip, !source.isEmpty, !input.isStandardInput {
            result.tally.warnings[.nameMismatch] += 1
        }
        if !reader.sawContent { result.tally.warnings[.emptyInput] += 1 }
    }

    private mutating func addUp() throws(RunError) {
        converter.finish(&result.tally)
        result.tally.converted = converted
        result.tally.filtered[.cleanOrSafe] += cleanOrSafe
        tellUnknown()
        reader.close()
        guard result.tally.balances else { throw .unbalanced(input.relative) }
    }

    private mutating func tellUnknown() {
        unknown.tell(&result.tally) { reader.name(ofUnknown: $0) }
    }

    private consuming func publishFiles() throws(WriteError) -> FileResult {
        result.tally.warnings[.conflictingID] += converter.kept?.conflicts ?? 0
        let isUnproven =
            !options.keepsDamaged && result.damage?.reason.leavesAlertsUnproven == true
        if isUnproven { result.tally.unproven = result.tally.converted }
        // What went out cannot be kept back any more.
        if options.isStrict, !alerts.isStreaming,
            result.tally.rejected.total + result.tally.warnings.total > 0
        {
            result.isWithheld = true
        }
        if let file = try rejects.publish() { result.outputs.append(file) }
        if result.isWithheld {
            alerts.discard()
        } else {
            result.standsAmongAlerts = alerts.isStreaming || !isUnproven
            result.outputs += try alerts.publish(isUnproven: isUnproven)
        }
        return result
    }
}
