package import Accounts
internal import ByteStreams
package import JSONRecords
package import Mimecast
package import Sophos

/// parse → filter → map, for one record: what it is, whether it is kept, and the alert it becomes.
///
/// One per file. Per-record counts are plain numbers here and are added to the file's ``Tally`` once, at
/// the end.
package struct RecordConverter: ~Copyable {
    /// The outcome of a record.
    package enum Outcome {
        /// Its alert was appended.
        case converted
        case filtered(FilterReason)
        /// The same alert came before.
        case duplicate
        case rejected(RejectReason, field: String?, found: RejectNote.Found)
        /// No rule matches it: it may contain a record.
        case withoutKind
        /// Not a piece at all: a page without records.
        case emptyPage
        /// Not a piece at all: an element of a listing of batch files.
        case batchListing
        /// Not a piece at all: a failure reported by the API.
        case failure
    }

    /// The record's context in its input.
    package struct Context {
        /// The record's kind according to the name of the envelope's array.
        package var arrayKind: Kind?
        /// An element of an envelope's first array itself.
        package var isEnvelopeElement: Bool
        /// A field that occurs twice in the record.
        package var duplicateField: UInt8?

        package init(arrayKind: Kind?, isEnvelopeElement: Bool, duplicateField: UInt8?) {
            self.arrayKind = arrayKind
            self.isEnvelopeElement = isEnvelopeElement
            self.duplicateField = duplicateField
        }
    }

    private let options: ConvertOptions
    private let severityRules: SeverityRules
    private let accepts: [Bool]
    private let rejectsUnmapped: Bool
    /// Fields that feed a key whose value may be a list.
    private let listFields = AlertMapping.listFields
    /// The earlier alerts; nil if duplicates are kept.
    var kept: FileAlerts?
    private var names: NameTable
    private var identity = ByteBuffer(capacity: 1024)
    /// Lists and objects of the current record that were written as text.
    private var oddTexts = ByteBuffer(capacity: 64)
    /// The alert that is written; filled anew each time.
    private var alert: Alert
    /// By category.
    private var plans = Category.allCases.map { AlertPlan($0) }
    private var counts = RecordCounts()
    private var verdicts = WordCounts()
    private var actions = WordCounts()
    private var people = People()
    /// The kind of the last record, if it had one.
    package private(set) var lastKind: Kind?
    /// The day, counted from 1970-01-01 in UTC, and the category of the last alert.
    package private(set) var lastDay: Int32 = 0
    package private(set) var lastCategory = Category.url
    /// The id of the last alert.
    var lastID: AlertID { alert.id }

    package init(_ options: ConvertOptions, mapping: ThreatMapping) {
        self.options = options
        severityRules = mapping.severity
        alert = Alert(customerID: options.customerID.map { Array($0.utf8) })
        accepts = Category.allCases.map { options.categories.contains($0) }
        rejectsUnmapped = options.unmapped == .reject
        names = NameTable(mapping, usesCategoryThreat: options.unmapped == .category)
    }

    /// Decides about `record`; if it is kept, its alert is written to `alerts`.
    package mutating func convert(
        _ record: RecordView, _ context: Context, to alerts: inout ByteBuffer
    ) -> Outcome {
        var nobody = NoObserver()
        return convert(record, context, to: &alerts, observer: &nobody)
    }

    /// As above; `observer` is notified of each step.
    ///
    /// The steps below are parts of this function, separated for readability. Each is inlined, because
    /// every record goes through them.
    package mutating func convert(
        _ record: RecordView, _ context: Context, to alerts: inout ByteBuffer,
        observer: inout some DecisionObserver
    ) -> Outcome {
        lastKind = nil
        let decision = Kind.decide(record, array: context.arrayKind)
        observer.note(.kind(decision, Explained.typeField(of: record, decision)))
        guard let kind = decision?.kind else { return .withoutKind }
        lastKind = kind
        let category = Category(kind)
        if record.loneSurrogates > 0 { counts.loneSurrogates += UInt64(record.loneSurrogates) }
        // Queried once, because it is a call to another module.
        let number = category?.index ?? 0
        if category != nil { counts.categories[number].seen += 1 }
        if let field = context.duplicateField { return duplicate(field, category: category) }

        // Known but not an alert, or an alert that is off by default.
        guard let category else { return filter(.otherKind, nil) }
        observer.note(.category(category, isTaken: accepts[number]))
        // A pattern, as all below, because `==` of a type of another module is a call.
        if case .rejection = category, !accepts[number] { return filter(.category, category) }

        // Sophos's first filter: is the format as expected?
        let isInGetLogs = context.arrayKind != nil
        let eventTime: Int64
        switch ExpectedFormat.check(
            record, kind: kind, isInGetLogs: isInGetLogs, assumesUTC: options.assumesUTC)
        {
        case .asExpected(let time): eventTime = time
        case .unexpected(let fault): return reject(record, fault, number, &observer)
        }
        observer.note(
            .asExpected(
                eventTime: eventTime, Explained.first(of: ExpectedFormat.timeFields, in: record)))
        let day = Int32(truncatingIfNeeded: EventTime.dayNumber(of: eventTime))
        counts.see(number, day: day)
        if !accepts[number] { return filter(.category, category) }

        let verdict = Verdict(of: record)
        if let reason = filterReason(record, verdict, eventTime, &observer) {
            return filter(reason, category)
        }
        if case .unknownWord = verdict { counts.unknownVerdicts += 1 }

        let (name, namedBy) = name(record, category, &observer)
        if rejectsUnmapped, names[name].isUnmapped {
            counts.categories[number].rejected += 1
            return .rejected(.unmapped, field: "alertType", found: .text(names[name].name.type))
        }
        let isSIEM = ExpectedFormat.isSIEM(record, isInGetLogs: isInGetLogs)
        let id = id(of: record, kind: kind, isSIEM: isSIEM, eventTime: eventTime)
        if let kept {
            let vendor = vendor(of: record, kind: kind, isSIEM: isSIEM)
            if !kept.keep(id, vendor: vendor) {
                counts.categories[number].duplicate += 1
                return .duplicate
            }
        }
        names.count(name, namedBy: namedBy, eventTime: eventTime)
        alert.eventTime = eventTime
        alert.category = category
        alert.id = id
        alert.severity = severity(record, category, verdict, name, &observer)
        lastDay = day
        lastCategory = category
        counts.convert(number, alert.severity, eventTime)
        fill(record, number, name)
        observer.note(
            .identity(alert.id, Identity.fields(of: record, kind: kind, isSIEM: isSIEM)))
        observer.note(.values(AlertMapping.fedKeys(of: record, in: category)))
        options.format.append(alert, to: &alerts)
        return .converted
    }

    // MARK: Steps

    /// Sophos's second filter: records that Mimecast marked clean or safe; then the window.
    @inline(__always)
    private func filterReason(
        _ record: RecordView, _ verdict: Verdict, _ eventTime: Int64,
        _ observer: inout some DecisionObserver
    ) -> FilterReason? {
        observer.note(.verdict(verdict, Explained.first(of: Verdict.fields, in: record)))
        if case .cleanOrSafe = verdict { return .cleanOrSafe }
        observer.note(.window(options.window, eventTime: eventTime))
        if eventTime < options.window.lowerBound { return .beforeSince }
        if eventTime >= options.window.upperBound { return .afterUntil }
        return nil
    }

    /// The name, and the threat that goes with it.
    @inline(__always)
    private mutating func name(
        _ record: RecordView, _ category: Category, _ observer: inout some DecisionObserver
    ) -> (NameTable.Index, NamedBy) {
        let (name, namedBy) = Naming.name(of: record, in: category)
        observer.note(
            .name(
                Explained.text(of: name), namedBy,
                Naming.fields(of: category).map { Explained.value(of: $0, in: record) }))
        let index = names.index(of: name, in: category)
        observer.note(
            .threat(
                names[index].manner, alertType: names[index].name.type, names[index].name.threat))
        return (index, namedBy)
    }

    /// The severity of the name's row, else that of the rules.
    @inline(__always)
    private func severity(
        _ record: RecordView, _ category: Category, _ verdict: Verdict, _ name: NameTable.Index,
        _ observer: inout some DecisionObserver
    ) -> Severity {
        let rowSeverity = names[name].severity
        let isMalicious =
            if case .malicious = verdict { true } else { Verdict.isTaggedMalicious(record) }
        let severity =
            rowSeverity ?? severityRules.severity(of: category, isMalicious: isMalicious)
        observer.note(
            .severity(
                severity,
                rowSeverity != nil
                    ? .row
                    : isMalicious ? .malicious : category == .rejection ? .rejection : .otherwise))
        return severity
    }

    /// The rest of the alert: what comes from fields of the record.
    @inline(__always)
    private mutating func fill(_ record: RecordView, _ number: Int, _ name: NameTable.Index) {
        plans[number].fill(&alert.values, from: record)
        let others = record.containers.subtracting(listFields)
        let misfits = alert.values.misfits(hasContainers: !others.isEmpty)
        if misfits != 0 { mend(misfits, record) }
        if let text = alert.values[.verdict] { verdicts.count(text, in: alert.category) }
        if let text = alert.values[.action] { actions.count(text, in: alert.category) }
        if !names[name].name.isIdentical(to: alert.name) { alert.name = names[name].name }
        alert.source = AlertMapping.source(of: alert.values[.recipient])
        if options.countsPeople { countPeople() }
        alert.record = options.includesRaw ? record.text : nil
        alert.hasLoneSurrogates = record.loneSurrogates > 0
    }

    /// Writes lists and objects as text where text belongs, and omits values that a key cannot have;
    /// neither rejects the record (SPEC 3.2).
    ///
    /// - Parameter misfits: the keys concerned, one bit each.
    @inline(never)
    private mutating func mend(_ misfits: UInt32, _ record: RecordView) {
        oddTexts.removeAll()
        var mended: [(key: AlertKey, text: Range<Int>)] = []
        for row in AlertMapping.rows where row.key.isIn(misfits) {
            guard let text = alert.values[row.key] else { continue }
            if let field = AlertMapping.field(of: row, in: record) {
                counts.oddTypes[field, default: 0] += 1
            }
            alert.values[row.key] = nil
            guard case .asText = row.key.fit(of: text) else { continue }
            let start = oddTexts.count
            var compact = ByteBuffer(capacity: text.count + 64)
            CompactJSON.append(text, to: &compact)
            JSONStrings.append(compact.bytes, to: &oddTexts)
            mended.append((row.key, start..<oddTexts.count))
        }
        // Views of the buffer are only taken once nothing more is appended.
        for (key, text) in mended { alert.values[key] = oddTexts.text(text) }
    }

    /// Counts whom the alert concerns: its recipient, and the domain of its sender.
    @inline(never)
    private mutating func countPeople() {
        func name(_ text: JSONText) -> [UInt8] {
            JSONStrings.unescape(text.trimmed).map(JSONText.lowercased)
        }
        if let recipient = alert.source.map(name), !recipient.isEmpty {
            people.recipients.add(recipient)
        }
        guard let sender = alert.values[.sender], sender.isString else { return }
        let address = name(sender.content)
        if let at = address.lastIndex(of: UInt8(ascii: "@")), at + 1 < address.count {
            people.senderDomains.add(Array(address[(at + 1)...]))
        }
    }

    // MARK: Other outcomes

    /// An object that matches no rule and contains nothing: not a Mimecast record, and possibly not a
    /// piece.
    ///
    /// - Parameter hint: how it could be read; only evaluated for a piece.
    package mutating func decideWithoutKind(
        _ record: RecordView, _ context: Context, hint: () -> RejectNote.Shape.Hint?
    ) -> Outcome {
        if context.isEnvelopeElement, Kind.isBatchListing(record) { return .batchListing }
        if record.failures != nil { return .failure }
        if record.hasEmptyPage, !Kind.hasEvidence(record) { return .emptyPage }
        if record.loneSurrogates > 0 { counts.loneSurrogates += UInt64(record.loneSurrogates) }
        if let field = context.duplicateField { return duplicate(field, category: nil) }
        let shape = RejectNote.Shape(names: Self.names(of: record), hint: hint())
        return .rejected(.unknownShape, field: nil, found: .shape(shape))
    }

    /// The first eight names of an object, unescaped, each cut to what is shown of a value.
    private static func names(of record: RecordView) -> [[UInt8]] {
        var members = JSONChildren(of: record.text)
        var names: [[UInt8]] = []
        while names.count < 8, let (key, start) = members.next() {
            if let key {
                names.append(Array(JSONStrings.unescape(key).prefix(TerminalText.valueLimit)))
            }
            members.skip(to: record.text.end(ofValueAt: start))
        }
        return names
    }

    /// Counts oddities in an object around a record.
    package mutating func noteWrapper(_ record: RecordView) {
        counts.loneSurrogates += UInt64(record.loneSurrogates)
    }

    private mutating func reject(
        _ record: RecordView, _ fault: FormatFault, _ number: Int,
        _ observer: inout some DecisionObserver
    ) -> Outcome {
        observer.note(.unexpected(fault.reason, Explained.value(of: fault.field, in: record)))
        counts.categories[number].rejected += 1
        return .rejected(
            RejectReason(fault.reason), field: fault.field.name,
            found: fault.found.map { .text($0[0..<min($0.count, 320)].bytes) } ?? .nothing)
    }

    private mutating func filter(_ reason: FilterReason, _ category: Category?) -> Outcome {
        if let category { counts.categories[category.index].filtered += 1 }
        return .filtered(reason)
    }

    private mutating func duplicate(_ field: UInt8, category: Category?) -> Outcome {
        if let category { counts.categories[category.index].rejected += 1 }
        return .rejected(
            .jsonDuplicateKey, field: name(ofField: field), found: .nothing)
    }

    private func name(ofField field: UInt8) -> String {
        MimecastFields.table(unwrapping: options.unwrapFields).name(of: field)
    }

    // MARK: Identity

    private mutating func id(
        of record: RecordView, kind: Kind, isSIEM: Bool, eventTime: Int64
    ) -> AlertID {
        Identity.append(record, kind: kind, isSIEM: isSIEM, eventTime: eventTime, to: &identity)
        let digest = identity.withBytes { SHA256.digest(of: $0) }
        identity.removeAll()
        return AlertID(digest: digest.first, digest.second)
    }

    /// The first eight bytes of the hash of the vendor's id; nil when it does not identify the record.
    private mutating func vendor(of record: RecordView, kind: Kind, isSIEM: Bool) -> UInt64? {
        defer { identity.removeAll() }
        guard Identity.appendVendorID(of: record, kind: kind, isSIEM: isSIEM, to: &identity) else {
            return nil
        }
        let digest = identity.withBytes { SHA256.digest(of: $0) }
        return digest.first
    }

    /// Adds what another converter has counted, whose records come behind ours.
    ///
    /// - Returns: false when it matters which of them came first, because there is a limit to what is
    ///   counted apart; then nothing is added.
    mutating func absorb(_ other: borrowing RecordConverter) -> Bool {
        guard verdicts.hasRoom(for: other.verdicts), actions.hasRoom(for: other.actions),
            people.hasRoom(for: other.people), names.absorb(other.names)
        else { return false }
        verdicts.absorb(other.verdicts)
        actions.absorb(other.actions)
        people.add(other.people)
        counts.absorb(other.counts)
        return true
    }

    /// Adds everything counted to `tally`.
    package mutating func finish(_ tally: inout Tally) {
        counts.add(to: &tally)
        verdicts.add(to: &tally.verdicts)
        actions.add(to: &tally.actions)
        tally.people.add(people)
        for branch in NamedBy.allCases where names.count(namedBy: branch) > 0 {
            tally.namedBy[branch.rawValue, default: 0] += names.count(namedBy: branch)
        }
        for counted in names.counted {
            let type = Tally.AlertType(
                alertType: counted.type, threatID: counted.threat?.id,
                threatName: counted.threat?.name,
                matched: counted.manner.rawValue)
            tally.alertTypes[type, default: Tally.Span()].add(counted.span)
        }
    }
}
