package import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Mimecast
internal import Sophos

/// Takes one input through all stages: bytes → pieces → outcomes → output files, and counts.
///
/// A broken record does not stop the file: it goes to the quarantine, and the next one follows. Damage
/// ends it where nothing more can be read; everything before it is kept.
package struct FileConverter: ~Copyable {
    let input: Input
    let context: RunContext
    var reader: RecordReader
    var converter: RecordConverter
    var alerts: AlertOutput
    private var rejects: OutputFile
    private var sentence = RejectSentence()
    var result: FileResult
    var unknown = UnknownCounts()
    let unwrapper: Unwrapper
    /// The fields that indicate a raw copy; empty if nothing is unwrapped.
    private let copies: FieldSet
    /// Unknown names in wrapped records, by level.
    var unknownInside: [UnknownCounts] = []
    var progress: FileProgress
    let watcher: PieceWatcher?
    /// nil if decisions are explained.
    private let cleanLogs: CleanLogs?
    private var arrayKind: Kind?
    private var arrayOrdinal = 0
    /// The page of the last listing of batch files: the level of its reader, and its number there.
    private var listedEnvelope: (level: Int?, ordinal: Int) = (nil, 0)
    /// The path of wrappers that came last, and how many records came that way in a row.
    var unwrapped: (path: [UInt8], count: UInt64) = ([], 0)
    var shapes = ObjectShapes()
    /// The origin of the current piece when replaying quarantined pieces.
    var origin: ReplayOrigin?
    /// Threads that convert later parts of the file, while a core has nothing else to do.
    var helpers: RangeHelpers<ConvertedRange>?
    let spareBuffers = SpareBuffers()
    /// How far the reader goes before it looks what they have done.
    var edge = UInt64.max
    /// How often in a row what they did could not be used.
    var refusals = 0
    /// Of a range that is converted ahead: its rejects, which the file's converter numbers.
    var heldRejects: [HeldReject]?

    /// - Parameters:
    ///   - kept: where alerts are looked up that came before; nil if duplicates are kept.
    ///   - watcher: picks what is explained.
    package init(
        _ input: Input, _ context: RunContext, alerts: consuming AlertOutput,
        rejects: consuming OutputFile, kept: FileAlerts? = nil, watcher: PieceWatcher? = nil
    ) {
        let (options, spareKeys) = (context.options, context.spareKeys)
        self.input = input
        self.context = context
        unwrapper = Unwrapper(
            spareKeys, limit: options.recordLimit, further: options.unwrapFields)
        copies = options.unwrap == .auto ? Unwrapper.copies : FieldSet()
        cleanLogs = watcher == nil ? CleanLogs(options, copies: Unwrapper.copies) : nil
        reader = RecordReader(spareKeys, limit: options.recordLimit)
        reader.takesPrefixes = options.unwrap == .auto
        converter = RecordConverter(options, mapping: context.mapping)
        converter.kept = kept
        self.alerts = alerts
        self.rejects = rejects
        result = FileResult(
            relative: input.relative, path: input.isStandardInput ? nil : input.path)
        self.progress = FileProgress(of: input, in: context.progress)
        self.watcher = watcher
    }

    var options: ConvertOptions { _read { yield context.options } }

    /// Reads the whole input.
    ///
    /// - Returns: false if interrupted; then there is nothing to publish.
    /// - Throws: `write`, `unbalanced`.
    package mutating func read() throws(RunError) -> Bool {
        var source: InputSource?
        do throws(StreamDamage) {
            var isCoreFree: (@Sendable () -> Bool)?
            if let cores = context.cores { isCoreFree = { cores().isOneFree } }
            source = try input.open(isCoreFree: isCoreFree)
        } catch {
            result.note(error)
        }
        do throws(WriteError) {
            // Taken out of the optional, because only an owned source can be read.
            if var source = source.take() {
                result.identity = source.identity
                if options.replays { try replay(&source) } else { try read(&source) }
                helpers = nil  // waits for the threads, which read the same file
                source.stop()
                finish(source)
            }
        } catch {
            throw .write(error)
        }
        if context.interruption.isRequested { return false }
        let step = step(bytes: result.tally.bytesRead)
        progress.finish(step)
        try addUp()
        return true
    }

    /// Publishes the results of the input.
    ///
    /// - Throws: `write`.
    package consuming func publish() throws(RunError) -> FileResult {
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
        while try takeEvents() {
            if context.interruption.isRequested || watcher?.hasPassed == true { return }
            try alerts.flushIfStreaming()
            if context.cores != nil { try takeRanges(&source) }
            _ = fill(from: &source)
            let step = step(bytes: source.bytesRead)
            progress.tell(step)
        }
    }

    /// Takes what the reader finds in the bytes that it has.
    /// - Returns: false at the end.
    mutating func takeEvents() throws(WriteError) -> Bool {
        while true {
            switch reader.next() {
            case .record: try takeRecord()
            case .prefixedRecord:
                result.tally.warnings[.linePrefix] += 1
                try takeRecord()
            case .broken: try takeBroken()
            case .separatorComma: result.tally.warnings[.separatorComma] += 1
            case .envelopeFailure: noteFailure(reader.failureText, at: reader.place)
            case .needsBytes: return true
            case .end: return false
            }
        }
    }

    /// Reads more; damage is recorded and ends the input there.
    /// - Returns: false at the end.
    private mutating func fill(from source: inout InputSource) -> Bool {
        // At the edge only after an interruption: then nothing more comes of the input.
        let position = source.bytesHandedOut
        let toEdge = edge > position ? Int(clamping: edge - position) : Int.max
        do throws(StreamDamage) {
            return try reader.fill(atMost: min(options.readLimit, toEdge)) {
                (room: inout MutableRawSpan) throws(StreamDamage) -> Int in
                try source.read(into: &room)
            } > 0
        } catch {
            result.note(error)
            reader.finish()
            return false
        }
    }

    /// The progress on this input so far.
    func step(bytes: UInt64) -> RunProgress.Step {
        var step = RunProgress.Step()
        step.bytes = bytes
        step.records = result.tally.seen
        step.alerts = result.tally.converted
        step.rejects = result.tally.rejected.total
        return step
    }

    // MARK: Pieces

    /// - Returns: the category of the record that was decided about last, if it has one.
    @discardableResult
    mutating func takeRecord() throws(WriteError) -> Category? {
        if let clean = cleanLogs?.find(in: &reader, array: arrayKind, ordinal: arrayOrdinal) {
            result.tally.seen += 1
            result.tally.filtered.count(.cleanOrSafe)
            converter.countClean(clean.category, eventTime: clean.eventTime)
            return clean.category
        }
        let current = reader.current()
        if arrayOrdinal != current.arrayOrdinal {
            arrayOrdinal = current.arrayOrdinal
            arrayKind = reader.arrayName.map { Kind(arrayName: $0) }
        }
        if current.record.present.intersects(copies), current.duplicateField == nil,
            let found = unwrapper.findCopy(in: current.record)
        {
            return try take(found, in: current.record)
        }
        let decision = decide(current, in: arrayKind, at: .outside)
        if current.hasUnknownNames, let kind = decision.kind?.kind {
            unknown.add(reader.unknownNames, in: kind)
        }
        switch decision.outcome {
        case .filtered(let reason):
            result.tally.seen += 1
            result.tally.filtered.count(reason)
        case .converted:
            result.tally.seen += 1
            result.tally.converted += 1
            try alerts.endAlert(decision)
        case .withoutKind: return try takeWithoutKind(current)
        default: try settle(decision, current.record, at: .outside)
        }
        if current.isWrapped { countUnwrapped(.outside) }
        return decision.category
    }

    /// Handles an object that matches no rule: looks for records inside, or decides what it is.
    private mutating func takeWithoutKind(
        _ current: RecordReader.Current
    ) throws(WriteError) -> Category? {
        if current.duplicateField == nil {
            let record = current.record
            let found =
                unwrapper.findPage(in: record)
                ?? (options.unwrap == .auto ? unwrapper.find(in: record, reader.structures) : nil)
            if let found { return try take(found, in: record) }
        }
        try settleWithoutKind(current, at: .outside)
        return nil
    }

    mutating func settleWithoutKind(
        _ current: RecordReader.Current, at source: RecordSource
    ) throws(WriteError) {
        let record = current.record
        let isOff = options.unwrap == .never
        let level = source.level.map { $0 + 1 } ?? 0
        let structures = source.level.map { unwrapper.reader($0).structures } ?? reader.structures
        let decision = converter.decideWithoutKind(current)
        var shape: RejectNote.Shape?
        if case .rejected(.unknownShape) = decision.outcome {
            let hint = unwrapper.hint(for: record, structures, isOff: isOff, level: level)
            let names = shapes.names(of: record.text)
            shape = RejectNote.Shape(names: names, hint: hint ?? shapes.hint)
        }
        if let watcher {
            explain(
                decision, record, in: nil, shape, alertStart: 0, at: source, to: watcher)
        }
        try settle(decision, record, shape, at: source)
    }

    // MARK: Outcomes

    /// Counts an outcome, and keeps what was rejected.
    mutating func settle(
        _ decision: Decision, _ record: RecordView, _ shape: RejectNote.Shape? = nil,
        at source: RecordSource
    ) throws(WriteError) {
        switch decision.outcome {
        case .withoutKind, .emptyPage: return
        case .batchListing:
            let ordinal =
                source.level.map { unwrapper.reader($0).envelopeOrdinal } ?? reader.envelopeOrdinal
            if listedEnvelope != (source.level, ordinal) {
                listedEnvelope = (source.level, ordinal)
                result.tally.warnings[.batchListing] += 1
            }
            return
        case .failure: return noteFailure(record.failures?.bytes ?? [], at: reader.place)
        default: break
        }
        result.tally.seen += 1
        countUnwrapped(source)
        switch decision.outcome {
        case .filtered(let reason): result.tally.filtered.count(reason)
        case .converted:
            result.tally.converted += 1
            try alerts.endAlert(decision)
        case .duplicate: result.tally.duplicate += 1
        case .rejected(let reason):
            var note = note(reason, decision, shape, record: result.tally.seen)
            if case .missingField = reason {
                note.nearMiss = Unwrapper.nearMiss(of: note.field, in: record)
            }
            if let shape { shapes.count(shape, note, in: &result.tally) }
            if let level = source.level, !source.isOnly {
                let inner = unwrapper.reader(level)
                try reject(
                    note, length: inner.recordLength, raw: inner.keptText, isWalked: true,
                    array: inner.arrayName)
            } else {
                try reject(
                    note, length: reader.recordLength, raw: reader.keptText, isWalked: true,
                    array: reader.arrayName)
            }
        case .withoutKind, .emptyPage, .batchListing, .failure: break
        }
    }

    /// A note on a rejected record.
    ///
    /// - Parameter shape: that of an object that matches no rule.
    func note(
        _ reason: RejectReason, _ decision: Decision, _ shape: RejectNote.Shape?, record: UInt64
    ) -> RejectNote {
        if let shape { return note(reason, nil, .shape(shape), record: record) }
        let (field, found) = converter.fault(of: decision)
        return note(reason, field, found, record: record)
    }

    func note(
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
            reason: RejectReason(piece.fault), found: RejectNote.Found(piece),
            faultOffset: origin?.offset(of: piece.faultOffset) ?? piece.faultOffset,
            expected: piece.expected)
        if let watcher { explain(piece, note, watcher) }
        try reject(note, length: piece.length, raw: piece.raw, array: piece.array)
    }

    /// Converts a record, and explains it if there is a watcher.
    @inline(__always)
    mutating func decide(
        _ current: RecordReader.Current, in array: Kind?, at source: RecordSource
    ) -> Decision {
        let start = alerts.pending.count
        let decision = converter.convert(current, in: array, to: &alerts.pending)
        if let watcher {
            explain(
                decision, current.record, in: array, alertStart: start, at: source, to: watcher)
        }
        return decision
    }

    /// Counts and keeps a broken piece.
    mutating func reject(
        _ note: RejectNote, length: UInt64, raw: [UInt8], array: [UInt8]? = nil
    ) throws(WriteError) {
        try JSONText.withText(of: raw) { (raw) throws(WriteError) in
            try reject(note, length: length, raw: raw, isWalked: false, array: array)
        }
    }

    /// Counts and keeps a rejected piece.
    ///
    /// - Parameter isWalked: see ``RejectLine``.
    mutating func reject(
        _ note: RejectNote, length: UInt64, raw: JSONText, isWalked: Bool, array: [UInt8]? = nil
    ) throws(WriteError) {
        guard heldRejects == nil else {
            heldRejects?.append(
                HeldReject(
                    note: note, length: length, raw: raw.bytes, isWalked: isWalked, array: array))
            return
        }
        result.tally.rejected.count(note.reason)
        let count = result.tally.rejected[note.reason]
        if count == 1 { result.firstRejects[note.reason] = note }
        if count <= options.notesKept { result.notes.append(note) }
        RejectLine.append(
            note, length: length, array: array, raw: raw, isWalked: isWalked, sentence: &sentence,
            to: &rejects.pending)
        try rejects.flushIfFull()
    }

    /// Starts over with a fresh reader.
    mutating func beginReader() {
        tellUnknown()
        reader = RecordReader(context.spareKeys, limit: options.recordLimit)
        reader.takesPrefixes = options.unwrap == .auto
        arrayOrdinal = 0
        arrayKind = nil
        listedEnvelope = (nil, 0)
    }

    // MARK: Damage

    /// A page with a failure instead of records; the first one is reported for the file.
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
        // Only the beginning of another format was examined, and how much of it is arbitrary.
        if result.damage?.reason == .inputNotJSON { return }
        result.tally.bytesRead = source.bytesRead
        result.tally.bytesDecompressed = source.bytesHandedOut
        if let damage = result.damage, damage.reason != .inputAPIError { return }
        // The name and content of a replayed file are our own.
        if options.replays { return }
        if source.isNamedGzip != source.isGzip, !source.isEmpty, !input.isStandardInput {
            result.tally.warnings[.nameMismatch] += 1
        }
        if !reader.sawContent { result.tally.warnings[.emptyInput] += 1 }
    }

    private mutating func addUp() throws(RunError) {
        converter.finish(&result.tally)
        tellUnknown()
        tellUnwrapped()
        shapes.tell(&result.tally)
        reader.close()
        guard result.tally.balances else { throw .unbalanced(input.relative) }
    }

    private mutating func tellUnknown() {
        unknown.tell(&result.tally) { reader.name(ofUnknown: $0) }
        for level in unknownInside.indices {
            let inner = unwrapper.reader(level)
            unknownInside[level].tell(&result.tally) { inner.name(ofUnknown: $0) }
        }
    }

    private consuming func publishFiles() throws(WriteError) -> FileResult {
        result.tally.warnings[.conflictingID] += converter.kept?.conflicts ?? 0
        let isUnproven =
            !options.keepsDamaged && result.damage?.reason.leavesAlertsUnproven == true
        if isUnproven { result.tally.unproven = result.tally.converted }
        // Alerts already written cannot be withheld any more.
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
