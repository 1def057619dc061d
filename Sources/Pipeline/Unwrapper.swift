internal import Accounts
internal import JSONRecords
internal import Mimecast

/// Finds records inside collectors' wrappers (SPEC 3.0): a raw copy under a name that only collectors
/// write, structure under any name, text under known names.
///
/// Only structure is followed under any name, because no sender can write structure; a subject or a file
/// name can contain JSON. Each level has its own reader, which is reused for every object, so memory
/// does not grow with the input, and no byte is walked more often than there are levels.
///
/// This file contains unsafe code: exclusive access to its lists is not checked at run time, which would
/// take a twentieth of the instructions for a wrapped record. Its invariant: only the methods directly
/// below the lists access them, once per statement, and nothing is called while they do.
final class Unwrapper {
    /// What was found in an object.
    enum Found {
        case records(Records)
        /// A page without records.
        case emptyPage
    }

    struct Records {
        /// The members that lead to what was found: `_source.event.original`, `logEvents[].message`.
        var path: [UInt8]
        /// Which level's reader holds it.
        var level: Int
        /// Whether it is a single record, the reader's last; otherwise the reader must be restarted.
        var isSingle: Bool
    }

    /// The maximum number of nested wrappers.
    static let depthLimit = 4

    let spareKeys: SpareKeys
    private let limit: Int
    /// Members whose text is followed, in order of preference, by number and name.
    private let texts: [(number: UInt8, name: [UInt8])]
    @exclusivity(unchecked) private var readers: [InnerReader] = []
    /// By level: the last array encountered, and the kind given by its name.
    @exclusivity(unchecked) private var arrayKinds: [(ordinal: Int, kind: Kind?)] = []
    /// By level: the last key encountered, its unescaped name, and whether it may be that of a page's `data`.
    @exclusivity(unchecked) private var names:
        [(written: [UInt8], name: [UInt8], isPageObject: Bool)] =
            []

    /// - Parameter further: names given by `--unwrap-field`.
    init(_ spareKeys: SpareKeys, limit: Int, further: [String]) {
        self.spareKeys = spareKeys
        self.limit = limit
        let names = spareKeys.table.read
        texts =
            WrapperMember.texts.map { ($0.number, Array($0.name.utf8)) }
            + further.compactMap { name in
                names.firstIndex(of: name).map { (UInt8($0), Array(name.utf8)) }
            }
    }

    func reader(_ level: Int) -> InnerReader {
        while unsafe readers.count <= level {
            let reader = InnerReader(spareKeys, limit: limit)
            unsafe readers.append(reader)
        }
        return unsafe readers[level]
    }

    /// The kind given by the array that contains a level's last record.
    func arrayKind(_ level: Int) -> Kind? {
        let reader = reader(level)
        while unsafe arrayKinds.count <= level { unsafe arrayKinds.append((-1, nil)) }
        let ordinal = reader.arrayOrdinal
        if unsafe arrayKinds[level].ordinal != ordinal {
            let kind = reader.arrayName.map { Kind(arrayName: $0) }
            unsafe arrayKinds[level] = (ordinal, kind)
        }
        return unsafe arrayKinds[level].kind
    }

    /// An unescaped key, and whether it may be that of a page's `data`. The last one encountered on a level
    /// tends to recur.
    private func name(_ key: JSONText, level: Int) -> (name: [UInt8], isPageObject: Bool) {
        while unsafe names.count <= level { unsafe names.append(([], [], false)) }
        if unsafe !key.equals(names[level].written) {
            let (written, name) = (key.bytes, JSONStrings.unescape(key))
            let isPageObject = spareKeys.table.namesPageObject(name)
            unsafe names[level] = (written, name, isPageObject)
        }
        return unsafe (names[level].name, names[level].isPageObject)
    }

    /// A name in the record that may have been meant as the missing field.
    static func nearMiss(of field: String?, in record: RecordView) -> [UInt8]? {
        guard let field else { return nil }
        let isTime = ExpectedFormat.timeFields.contains(named: field)
        func resembles(_ text: JSONText) -> Bool {
            isTime
                ? text.containsIgnoringCase("time", or: "date")
                : text.containsIgnoringCase("result", or: "verdict")
        }
        // Most records have no such name, and there may be a reject for every record.
        guard resembles(record.text) else { return nil }
        var members = JSONChildren(of: record.text)
        while let (key, start) = members.next() {
            let end = record.text.end(ofValueAt: start)
            members.skip(to: end)
            guard let key, resembles(key), !record.text[start..<end].isEmpty,
                !Field.allCases.contains(where: { key.equals(Array($0.name.utf8)) })
            else { continue }
            return Array(JSONStrings.unescape(key).prefix(TerminalText.valueLimit))
        }
        return nil
    }

    /// Has the readers of all levels learn the names that those of another have learned.
    ///
    /// - Returns: see ``RecordReader/learnNames(of:)``.
    func learnNames(of other: Unwrapper) -> Bool {
        for (level, inner) in unsafe other.readers.enumerated() {
            guard reader(level).learnNames(of: inner) else { return false }
        }
        return true
    }

    // MARK: Looking into an object

    /// Fields that contain a raw copy, or an object that may contain one.
    static let copies = (WrapperMember.copies + [.event])
        .reduce(FieldSet()) { $0.union(FieldSet(bits: 1 << UInt128($1.number))) }

    /// A raw copy of a record, which takes precedence even over an object that looks like one.
    ///
    /// - Parameter level: how many wrappers are around `outer`.
    func findCopy(in outer: RecordView, level: Int = 0) -> Found? {
        guard level < Self.depthLimit, outer.present.intersects(Self.copies) else { return nil }
        for member in WrapperMember.copies {
            guard let text = outer.text(of: member.number), text.isString,
                let found = probe(text, Array(member.name.utf8), level: level)
            else { continue }
            return found
        }
        // All kinds of structure have this name, but they rarely contain a copy.
        guard let event = outer.text(of: WrapperMember.event.number), event.isObject,
            event.contains("\"original\""), let original = Self.member("original", of: event),
            original.isString
        else { return nil }
        return probe(original, Array(WrapperMember.eventOriginal.name.utf8), level: level)
    }

    /// A page whose `data` is one object: not a wrapper, so it has no path.
    func findPage(in outer: RecordView) -> Found? {
        guard let data = outer.text(of: WrapperMember.data.number), data.isObject else {
            return nil
        }
        let found = probe(data, [], level: 0)
        switch isElement(data, level: 0) ? probeElement(data, [], level: 0) : found {
        case .records(let records) where records.level == 0: return .records(records)
        case .emptyPage: return .emptyPage
        default: return nil
        }
    }

    /// The content of an object without a kind of its own: the first structure that is a record with a
    /// time or a page, else the first text. If all members are records, it is all of them.
    ///
    /// - Parameter structures: of the same reader's last record.
    func find(
        in outer: RecordView, _ structures: RecordReader.Structures, level: Int = 0
    ) -> Found? {
        guard level < Self.depthLimit else { return nil }
        if structures.areAllMembers, let found = probeMap(structures, level: level) { return found }
        var emptyPage: Found?
        var structures = structures
        while let (key, value) = structures.next() {
            guard Self.mayHoldRecords(value) else { continue }
            let (name, isPageObject) = name(key, level: level)
            switch probeStructure(value, name, isPageObject: isPageObject, level: level) {
            case .records(let records): return .records(records)
            case .emptyPage: emptyPage = .emptyPage
            case nil: break
            }
        }
        for (number, name) in texts {
            guard let text = outer.text(of: number), text.isString else { continue }
            switch probe(text, name, level: level) {
            case .records(let records): return .records(records)
            case .emptyPage: emptyPage = .emptyPage
            case nil: break
            }
        }
        return emptyPage
    }

    /// An object, or a list that begins with one.
    static func mayHoldRecords(_ value: JSONText) -> Bool {
        if value.isObject { return true }
        guard value.isArray else { return false }
        let content = value[1..<(value.count - 1)].trimmed
        return content.count > 0 && content[0] == UInt8(ascii: "{")
    }

    static func member(_ name: StaticString, of object: JSONText) -> JSONText? {
        var members = JSONChildren(of: object)
        while let (key, start) = members.next() {
            let end = object.end(ofValueAt: start)
            members.skip(to: end)
            if let key, key.equals(name) { return object[start..<end] }
        }
        return nil
    }

    // MARK: Trying a member

    /// As ``probe(_:_:level:)``; a page's `data` may be one object instead of a list of them.
    private func probeStructure(
        _ value: JSONText, _ name: [UInt8], isPageObject: Bool, level: Int
    ) -> Found? {
        let found = probe(value, name, level: level)
        guard isPageObject, value.isObject, isElement(value, level: level) else { return found }
        return probeElement(value, name, level: level)
    }

    /// Whether an object that was just probed has arrays of logs, which make it the element of a page
    /// whatever they are about (SPEC 3), and none that makes it a page itself.
    private func isElement(_ object: JSONText, level: Int) -> Bool {
        let reader = reader(level)
        // Most objects have no structure at all.
        guard reader.isInPage || !reader.structures.isEmpty else { return false }
        var hasLogs = false
        var members = JSONChildren(of: object)
        while let (key, start) = members.next() {
            let end = object.end(ofValueAt: start)
            members.skip(to: end)
            let value = object[start..<end]
            guard let key, value.isArray, Self.mayHoldRecords(value) else { continue }
            let name = JSONStrings.unescape(key)
            if spareKeys.table.namesEnvelope(name) { return false }
            hasLogs = hasLogs || spareKeys.table.namesRecords(name)
        }
        return hasLogs
    }

    /// Reads an object whose members are all records, such as `{"0":{…},"1":{…}}`, as an array of them:
    /// to take only the first would lose the others.
    private func probeMap(_ structures: RecordReader.Structures, level: Int) -> Found? {
        var text = Array("[".utf8)
        var structures = structures
        while let (_, value) = structures.next() {
            guard case .records(let records)? = probe(value, [], level: level), records.isSingle
            else { return nil }
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            text += value.bytes
        }
        text.append(UInt8(ascii: "]"))
        return JSONText.withText(of: text) { probe($0, [], level: level) }
    }

    /// Reads an object as the only element of a page's `data`.
    private func probeElement(_ object: JSONText, _ name: [UInt8], level: Int) -> Found? {
        let page = Array(#"{"data":["#.utf8) + object.bytes + Array("]}".utf8)
        return JSONText.withText(of: page) { probe($0, name, level: level) }
    }

    /// Whether the value of a member is a record, a page or an array of these.
    ///
    /// - Parameters:
    ///   - text: a string that stands for JSON as a whole, an object or an array.
    ///   - name: the member's.
    ///   - level: of the object around it.
    func probe(_ text: JSONText, _ name: [UInt8], level: Int) -> Found? {
        guard Self.looksLikeJSON(text) else { return nil }
        let isText = text.isString
        let reader = reader(level)
        reader.begin(text)
        var hasRecords = false
        var hasEmptyPage = false
        // Something that is no record: it must not get lost in what looks like an empty page.
        var hasOthers = false
        var isArray = false
        while true {
            switch reader.next() {
            case .record where !reader.isInPage:
                guard !isArray, reader.isAtEndOfText else { return nil }
                return single(reader, name, level: level, needsTime: !isText)
            case .record:
                isArray = true
                if hasRecords { break }
                switch element(reader, level: level, needsTime: !isText) {
                case .records: hasRecords = true
                case .emptyPage: hasEmptyPage = true
                case nil: hasOthers = true
                }
                // Structure was walked with the object around it, so it is valid to its end.
                if hasRecords, !isText { return several(name, level: level) }
            case .broken:
                guard case .notObject = reader.broken.fault, reader.isInPage else { return nil }
                isArray = true
                hasOthers = true
            case .envelopeFailure:
                hasRecords = true
                if !isText { return several(name, level: level) }
            case .separatorComma, .prefixedRecord, .needsBytes: return nil
            case .end:
                if hasRecords { return several(name, level: level) }
                return !hasOthers && (hasEmptyPage || reader.sawPage) ? .emptyPage : nil
            }
        }
    }

    private func several(_ name: [UInt8], level: Int) -> Found {
        .records(Records(path: name, level: level, isSingle: false))
    }

    /// An object that stands alone.
    private func single(
        _ reader: InnerReader, _ name: [UInt8], level: Int, needsTime: Bool
    ) -> Found? {
        switch inner(reader.record, reader, level: level, needsTime: needsTime) {
        case .records(var records):
            records.path = Self.joined(name, records.level > level ? records.path : [])
            return .records(records)
        case .emptyPage: return .emptyPage
        case nil: return nil
        }
    }

    /// What the last object of an array is.
    private func element(_ reader: InnerReader, level: Int, needsTime: Bool) -> Found? {
        // Whatever is in an array of logs, and a listing of batches, is decided one by one.
        let isOfPage =
            reader.arrayName != nil
            || reader.isEnvelopeElement && Kind.isBatchListing(reader.record)
        return isOfPage
            ? several([], level: level)
            : inner(reader.record, reader, level: level, needsTime: needsTime)
    }

    /// What an object inside is: a record, or a wrapper itself.
    private func inner(
        _ record: RecordView, _ reader: InnerReader, level: Int, needsTime: Bool
    ) -> Found? {
        if let copy = findCopy(in: record, level: level + 1) { return copy }
        if Kind.decide(record, array: nil) != nil, !needsTime || ExpectedFormat.hasTime(record) {
            return .records(Records(path: [], level: level, isSingle: true))
        }
        if let found = find(in: record, reader.structures, level: level + 1) { return found }
        if record.failures != nil {
            return .records(Records(path: [], level: level, isSingle: true))
        }
        return record.hasEmptyPage && !Kind.hasEvidence(record) ? .emptyPage : nil
    }

    /// A path, continued.
    static func joined(_ path: [UInt8], _ rest: [UInt8]) -> [UInt8] {
        if path.isEmpty { return rest }
        return rest.isEmpty ? path : path + [UInt8(ascii: ".")] + rest
    }

    /// A container, or a string whose first byte opens one.
    static func looksLikeJSON(_ text: JSONText) -> Bool {
        guard text.isString else { return text.isObject || text.isArray }
        let content = text.content
        var index = 0
        while index < content.count {
            switch content[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): return true
            case 0x20: index += 1
            // An escaped line end or tab in front of it, or an escaped bracket.
            case UInt8(ascii: "\\"):
                var next = index
                let scalar = JSONStrings.escapedScalar(content, at: &next)
                switch scalar {
                case "{", "[": return true
                case "\n", "\r", "\t": index = next
                default: return false
                }
            default: return false
            }
        }
        return false
    }
}
