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
    let options: ConvertOptions
    private let severityRules: SeverityRules
    private let accepts: [Bool]
    private let rejectsUnmapped: Bool
    /// Fields that feed a key whose value may be a list.
    private let listFields = AlertMapping.listFields
    /// Fields that feed a key whose value is read by its characters.
    private let parsedFields = AlertMapping.parsedFields
    /// The earlier alerts; nil if duplicates are kept.
    var kept: FileAlerts?
    var names: NameTable
    let identities = Identity.builtIn
    private var identity = ByteBuffer(capacity: 1024)
    /// Lists and objects of the current record that were written as text.
    private var oddTexts = ByteBuffer(capacity: 64)
    /// Values of the current record that lost their escapes.
    private var plainTexts = ByteBuffer(capacity: 64)
    /// The alert that is written; filled anew each time.
    private var alert: Alert
    /// By category.
    private var plans = Category.allCases.map { AlertPlan($0) }
    private var counts = RecordCounts()
    private var verdicts = WordCounts()
    private var actions = WordCounts()
    private var people = People()

    package init(_ options: ConvertOptions, mapping: ThreatMapping) {
        self.options = options
        severityRules = mapping.severity
        alert = Alert(customerID: options.customerID.map { Array($0.utf8) })
        accepts = Category.allCases.map { options.categories.contains($0) }
        rejectsUnmapped = options.unmapped == .reject
        names = NameTable(mapping, usesCategoryThreat: options.unmapped == .category)
    }

    /// Decides about a record; if it is kept, its alert is written to `alerts`.
    ///
    /// - Parameter array: the kind of records in the page's array that contains it; nil outside of one.
    /// The steps below are parts of this function, separated for readability. Each is inlined, because
    /// every record goes through them.
    package mutating func convert(
        _ current: RecordReader.Current, in array: Kind?, to alerts: inout ByteBuffer
    ) -> Decision {
        var decision = Decision()
        decide(current, array, &decision)
        if case .converted = decision.outcome { append(current.record, decision, to: &alerts) }
        count(current.record, decision)
        return decision
    }

    /// Whether alerts of a category were requested.
    func accepts(_ category: Category) -> Bool { accepts[category.index] }

    // MARK: Steps

    /// Goes through the stages until one of them settles the outcome.
    @inline(__always)
    private mutating func decide(
        _ current: RecordReader.Current, _ array: Kind?, _ decision: inout Decision
    ) {
        let record = current.record
        decision.kind = Kind.decide(record, array: array)
        guard let kind = decision.kind?.kind else { return }
        decision.category = Category(kind)
        if let field = current.duplicateField {
            decision.duplicateField = field
            decision.outcome = .rejected(.jsonDuplicateKey)
            return
        }
        // Known but not an alert, or an alert that is off by default.
        guard let category = decision.category else {
            decision.outcome = .filtered(.otherKind)
            return
        }
        let isAccepted = accepts[category.index]
        // A pattern, as all below, because `==` of a type of another module is a call.
        if case .rejection = category, !isAccepted {
            decision.outcome = .filtered(.category)
            return
        }

        // Sophos's first filter: is the format as expected?
        let isInGetLogs = array != nil
        let format = ExpectedFormat.check(
            record, kind: kind, isInGetLogs: isInGetLogs, assumesUTC: options.assumesUTC)
        decision.format = format
        let eventTime: Int64
        switch format {
        case .asExpected(let time): eventTime = time
        case .unexpected(let fault):
            decision.outcome = .rejected(RejectReason(fault.reason))
            return
        }
        if !isAccepted {
            decision.outcome = .filtered(.category)
            return
        }

        // The second: records that Mimecast marked clean or safe. Then the window.
        let verdict = Verdict(of: record)
        decision.verdict = verdict
        if let reason = filterReason(verdict, eventTime) {
            decision.outcome = .filtered(reason)
            return
        }

        // The name, and the threat that goes with it.
        let (name, branch) = Naming.name(of: record, in: category)
        let index = names.index(of: name, in: category)
        decision.name = Decision.Name(index: index, branch: branch)
        if rejectsUnmapped, names[index].isUnmapped {
            decision.outcome = .rejected(.unmapped)
            return
        }
        let isSIEM = ExpectedFormat.isSIEM(record, isInGetLogs: isInGetLogs)
        let id = id(of: record, kind: kind, isSIEM: isSIEM, eventTime: eventTime)
        decision.id = id
        if let kept {
            let vendor = vendor(of: record, kind: kind, isSIEM: isSIEM)
            if !kept.keep(id, vendor: vendor) {
                decision.outcome = .duplicate
                return
            }
        }
        decision.severity = severity(record, category, verdict, index)
        decision.outcome = .converted
    }

    @inline(__always)
    private func filterReason(_ verdict: Verdict, _ eventTime: Int64) -> FilterReason? {
        if case .cleanOrSafe = verdict { return .cleanOrSafe }
        if eventTime < options.window.lowerBound { return .beforeSince }
        if eventTime >= options.window.upperBound { return .afterUntil }
        return nil
    }

    /// The severity of the name's row, else that of the rules.
    @inline(__always)
    private func severity(
        _ record: RecordView, _ category: Category, _ verdict: Verdict, _ name: NameTable.Index
    ) -> Decision.RatedSeverity {
        let isMalicious =
            if case .malicious = verdict { true } else { Verdict.isTaggedMalicious(record) }
        if let severity = names[name].severity {
            return Decision.RatedSeverity(severity: severity, ground: .row)
        }
        let severity = severityRules.severity(of: category, isMalicious: isMalicious)
        let ground: Decision.RatedSeverity.Ground =
            isMalicious ? .malicious : category == .rejection ? .rejection : .otherwise
        return Decision.RatedSeverity(severity: severity, ground: ground)
    }

    /// Counts what was decided. Objects without a kind are counted once it is known what they are.
    @inline(__always)
    private mutating func count(_ record: RecordView, _ decision: Decision) {
        guard decision.kind != nil else { return }
        if record.loneSurrogates > 0 { counts.loneSurrogates += UInt64(record.loneSurrogates) }
        guard let category = decision.category else { return }
        // Queried once, because it is a call to another module.
        let number = category.index
        counts.categories[number].seen += 1
        if let day = decision.day { counts.see(number, day: day) }
        switch decision.outcome {
        case .filtered:
            counts.categories[number].filtered += 1
            return
        case .converted: countAlert(decision, number)
        case .duplicate: counts.categories[number].duplicate += 1
        case .rejected: counts.categories[number].rejected += 1
        case .withoutKind, .emptyPage, .batchListing, .failure: return
        }
        if case .unknownWord = decision.verdict { counts.unknownVerdicts += 1 }
    }

    /// Counts a record that was filtered by ``CleanLogs``.
    @inline(__always)
    mutating func countClean(_ category: Category, eventTime: Int64) {
        let number = category.index
        counts.categories[number].seen += 1
        counts.categories[number].filtered += 1
        counts.see(number, day: Int32(truncatingIfNeeded: EventTime.dayNumber(of: eventTime)))
    }

    @inline(__always)
    private mutating func countAlert(_ decision: Decision, _ number: Int) {
        guard let name = decision.name else { return }
        names.count(name.index, namedBy: name.branch, eventTime: alert.eventTime)
        counts.convert(number, alert.severity, alert.eventTime)
        if let text = alert.values[.verdict] { verdicts.count(text, in: alert.category) }
        if let text = alert.values[.action] { actions.count(text, in: alert.category) }
        if options.countsPeople { countPeople() }
    }

    // MARK: The alert

    /// Writes the alert of a record that was kept.
    @inline(__always)
    private mutating func append(
        _ record: RecordView, _ decision: Decision, to alerts: inout ByteBuffer
    ) {
        guard let category = decision.category, let eventTime = decision.eventTime,
            let name = decision.name?.index, let id = decision.id, let rated = decision.severity
        else { return }
        alert.eventTime = eventTime
        alert.category = category
        alert.id = id
        alert.severity = rated.severity
        plans[category.index].fill(&alert.values, from: record)
        if record.escaped.intersects(parsedFields) { unescapeParsed() }
        let others = record.containers.subtracting(listFields)
        let misfits = alert.values.misfits(hasContainers: !others.isEmpty)
        if misfits != 0 { mend(misfits, record) }
        if !names[name].name.isIdentical(to: alert.name) { alert.name = names[name].name }
        alert.source = AlertMapping.source(of: alert.values[.recipient])
        alert.record = options.includesRaw ? record.text : nil
        alert.hasLoneSurrogates = record.loneSurrogates > 0
        options.format.append(alert, to: &alerts)
    }

    /// Takes the escapes out of numbers, booleans and addresses: `"\u0033"` reads as 3.
    @inline(never)
    private mutating func unescapeParsed() {
        plainTexts.removeAll()
        var plain: [(key: AlertKey, text: Range<Int>)] = []
        for key in AlertKey.inOrder where key.isParsed {
            guard let text = alert.values[key], text.isString, text.contains(UInt8(ascii: "\\"))
            else { continue }
            let start = plainTexts.count
            JSONStrings.append(JSONStrings.unescape(text.content), to: &plainTexts)
            plain.append((key, start..<plainTexts.count))
        }
        // Views of the buffer are only taken once nothing more is appended.
        for (key, text) in plain { alert.values[key] = plainTexts.text(text) }
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

    /// What an object is that matches no rule and contains nothing: not a Mimecast record, and possibly
    /// not a piece.
    mutating func decideWithoutKind(_ current: RecordReader.Current) -> Decision {
        let record = current.record
        var decision = Decision()
        if current.isEnvelopeElement, Kind.isBatchListing(record) {
            decision.outcome = .batchListing
        } else if record.failures != nil {
            decision.outcome = .failure
        } else if record.hasEmptyPage, !Kind.hasEvidence(record) {
            decision.outcome = .emptyPage
        } else {
            if record.loneSurrogates > 0 { counts.loneSurrogates += UInt64(record.loneSurrogates) }
            decision.duplicateField = current.duplicateField
            decision.outcome = .rejected(
                current.duplicateField == nil ? .unknownShape : .jsonDuplicateKey)
        }
        return decision
    }

    /// Counts oddities in an object around a record.
    package mutating func noteWrapper(_ record: RecordView) {
        counts.loneSurrogates += UInt64(record.loneSurrogates)
    }

    func name(ofField field: UInt8) -> String {
        MimecastFields.table(unwrapping: options.unwrapFields).name(of: field)
    }

    // MARK: Identity

    private mutating func id(
        of record: RecordView, kind: Kind, isSIEM: Bool, eventTime: Int64
    ) -> AlertID {
        identities.append(record, kind: kind, isSIEM: isSIEM, eventTime: eventTime, to: &identity)
        let digest = identity.withBytes { SHA256.digest(of: $0) }
        identity.removeAll()
        return AlertID(digest: digest.first, digest.second)
    }

    /// The first eight bytes of the hash of the vendor's id; nil when it does not identify the record.
    private mutating func vendor(of record: RecordView, kind: Kind, isSIEM: Bool) -> UInt64? {
        defer { identity.removeAll() }
        guard identities.appendVendorID(of: record, kind: kind, isSIEM: isSIEM, to: &identity)
        else { return nil }
        let digest = identity.withBytes { SHA256.digest(of: $0) }
        return digest.first
    }

    /// Adds what another converter has counted, whose records follow ours.
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
            tally.namedBy[branch, default: 0] += names.count(namedBy: branch)
        }
        for counted in names.counted {
            let type = Tally.AlertType(
                alertType: counted.type, threatID: counted.threat?.id,
                threatName: counted.threat?.name,
                matched: counted.manner)
            tally.alertTypes[type, default: Tally.Span()].add(counted.span)
        }
    }
}
