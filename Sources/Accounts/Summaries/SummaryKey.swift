internal import ByteStreams
internal import JSONRecords
internal import Sophos

/// A key of an object in `summary.json`: how its value is written, read back, and added to that of
/// another summary. ``SummaryJSON`` lists them.
struct SummaryKey<Object>: Sendable {
    typealias Member = JSONNode.Member
    typealias Property<Value> = any WritableKeyPath<Object, Value> & Sendable

    let name: String
    private let key: StaticString
    /// Whether an object without it is refused.
    private(set) var isRequired: Bool
    /// Writes the key and its value.
    private(set) var write: @Sendable (Object, inout JSONWriter) -> Void
    private(set) var read:
        @Sendable (Member, inout Object, inout SummaryReader) throws(SummaryProblem) -> Void
    /// Does nothing for the keys of entries, which are listed and not added.
    private(set) var add: @Sendable (inout Object, Object) -> Void

    init(
        _ key: StaticString, isRequired: Bool = true,
        write: @escaping @Sendable (Object, inout JSONWriter) -> Void,
        read:
            @escaping @Sendable (
                Member, inout Object, inout SummaryReader
            ) throws(SummaryProblem) -> Void,
        add: @escaping @Sendable (inout Object, Object) -> Void = { _, _ in }
    ) {
        name = "\(key)"
        self.key = key
        self.isRequired = isRequired
        self.write = write
        self.read = read
        self.add = add
    }

    // MARK: Presence

    /// May be missing: not all releases wrote it.
    var optional: Self {
        var key = self
        key.isRequired = false
        return key
    }

    /// Written only if there is something to say.
    func when(_ isWritten: @escaping @Sendable (Object) -> Bool) -> Self {
        var key = optional
        key.write = { [write] object, json in
            if isWritten(object) { write(object, &json) }
        }
        return key
    }

    /// The same key, of a summary with this total.
    func ofTotal() -> SummaryKey<Summary> where Object == Tally {
        SummaryKey<Summary>(
            key, isRequired: isRequired,
            write: { [write] summary, json in write(summary.total, &json) },
            read: { [read] member, summary, reader throws(SummaryProblem) in
                try read(member, &summary.total, &reader)
            },
            add: { [add] summary, other in add(&summary.total, other.total) })
    }

    /// - Parameter mark: what a document says by having the key.
    func marking(_ mark: Property<Bool>) -> Self {
        var key = when { $0[keyPath: mark] }
        key.read = { [read] member, object, reader throws(SummaryProblem) in
            object[keyPath: mark] = true
            try read(member, &object, &reader)
        }
        return key
    }

    /// - Parameter add: adds the value of another summary.
    func adding(_ add: @escaping @Sendable (inout Object, Object) -> Void) -> Self {
        var key = self
        key.add = add
        return key
    }

    /// Adds the values, which are at the path.
    private func adding(_ path: Property<some Summable & Sendable>) -> Self {
        adding { $0[keyPath: path].add($1[keyPath: path]) }
    }

    // MARK: Values

    /// - Parameters:
    ///   - write: writes the member.
    ///   - read: reads its value.
    private static func value<Value>(
        _ name: StaticString, _ path: Property<Value>,
        write: @escaping @Sendable (Value, inout JSONWriter) -> Void,
        read: @escaping @Sendable (Member, inout SummaryReader) throws(SummaryProblem) -> Value
    ) -> Self {
        SummaryKey(
            name,
            write: { write($0[keyPath: path], &$1) },
            read: { member, object, reader throws(SummaryProblem) in
                object[keyPath: path] = try read(member, &reader)
            })
    }

    static func text<Text: SummaryText>(_ name: StaticString, _ path: Property<Text>) -> Self {
        value(
            name, path, write: { $1.member(name, $0) },
            read: { member, reader throws(SummaryProblem) in
                Text(text: try reader.document.text(of: member))
            })
    }

    /// Text or null.
    static func optionalText(_ name: StaticString, _ path: Property<String?>) -> Self {
        value(
            name, path, write: { $1.member(name, $0) },
            read: { member, reader throws(SummaryProblem) in
                try reader.document.optionalText(of: member)
            })
    }

    static func texts(_ name: StaticString, _ path: Property<[[UInt8]]>) -> Self {
        value(
            name, path, write: { $1.array(name, of: $0) },
            read: { member, reader throws(SummaryProblem) in try reader.texts(member) })
    }

    /// One of a closed list of words.
    static func word<Word: RawRepresentable<String> & Sendable>(
        _ name: StaticString, _ path: Property<Word>
    ) -> Self {
        value(
            name, path, write: { $1.member(name, $0.rawValue) },
            read: { member, reader throws(SummaryProblem) in try reader.word(member) })
    }

    static func number(_ name: StaticString, _ path: Property<UInt64>) -> Self {
        value(
            name, path, write: { $1.member(name, $0) },
            read: { member, reader throws(SummaryProblem) in try reader.number(member) }
        ).adding(path)
    }

    /// A number that follows from others, with which it is compared when it is read.
    static func number(_ name: StaticString, of count: @escaping @Sendable (Summary) -> UInt64)
        -> Self
    where Object == Summary {
        SummaryKey(
            name,
            write: { $1.member(name, count($0)) },
            read: { member, _, reader throws(SummaryProblem) in
                let number = try reader.number(member)
                reader.claims.append(SummaryReader.Claim(member: member, number, of: count))
            })
    }

    /// `true`, or no key at all.
    static func flag(_ name: StaticString, _ path: Property<Bool>) -> Self {
        value(
            name, path, write: { $1.member(name, $0) },
            read: { member, reader throws(SummaryProblem) in
                try reader.document.boolean(of: member)
            }
        ).when { $0[keyPath: path] }.adding {
            $0[keyPath: path] = $0[keyPath: path] || $1[keyPath: path]
        }
    }

    /// An instant in milliseconds since 1970.
    static func time(_ name: StaticString, _ path: Property<Int64>) -> Self {
        value(
            name, path, write: { $1.member(name, time: $0) },
            read: { member, reader throws(SummaryProblem) in try reader.time(member) })
    }

    /// A date as days since 1970.
    static func date(_ name: StaticString, _ path: Property<Int32>) -> Self {
        value(
            name, path,
            write: { day, json in
                json.member(
                    name, quoted: { Timestamp.appendDate(dayNumber: Int(day), to: &$0) })
            },
            read: { member, reader throws(SummaryProblem) in try reader.day(member) })
    }

    // MARK: Objects

    /// Some of the object's values as an object of their own.
    static func object(_ name: StaticString, _ keys: [SummaryKey]) -> Self {
        SummaryKey(
            name,
            write: { object, json in json.object(name) { $0.write(object, keys) } },
            read: { member, object, reader throws(SummaryProblem) in
                try reader.read(member.node, named: member.key, keys, into: &object)
            },
            add: { object, other in for key in keys { key.add(&object, other) } })
    }

    /// `{name: n}`.
    ///
    /// - Parameters:
    ///   - counts: in the order in which they are written.
    ///   - take: takes a name and its number.
    private static func counts<Counts: Summable & Sendable>(
        _ name: StaticString, _ path: Property<Counts>,
        counts: @escaping @Sendable (Object) -> [(String, UInt64)],
        take:
            @escaping @Sendable (
                Member, UInt64, inout Counts, SummaryReader
            ) throws(SummaryProblem) -> Void
    ) -> Self {
        SummaryKey(
            name,
            write: { object, json in
                json.object(name) { json in
                    for (name, count) in counts(object) { json.member(named: name, count) }
                }
            },
            read: { member, object, reader throws(SummaryProblem) in
                for entry in try reader.document.members(of: member.node, named: member.key) {
                    let number = try reader.number(entry)
                    try take(entry, number, &object[keyPath: path], reader)
                }
            }
        ).adding(path)
    }

    /// `{reason: n}`, without zeros.
    static func counts<Reason>(_ name: StaticString, _ path: Property<Count<Reason>>) -> Self {
        counts(
            name, path,
            counts: { $0[keyPath: path].occurred.map { ($0.reason.rawValue, $0.count) } },
            take: { entry, number, counts, reader throws(SummaryProblem) in
                counts[try reader.word(key: entry, of: "\(name)")] = number
            })
    }

    /// `{word: n}` in the order of a closed list of words, without zeros.
    static func counts<Word: RawRepresentable<String> & CaseIterable & Hashable & Sendable>(
        words name: StaticString, _ path: Property<[Word: UInt64]>
    ) -> Self {
        counts(
            name, path,
            counts: { object in
                Word.allCases.map { ($0.rawValue, object[keyPath: path][$0] ?? 0) }
                    .filter { $0.1 > 0 }
            },
            take: { entry, number, counts, reader throws(SummaryProblem) in
                counts[try reader.word(key: entry, of: "\(name)")] = number
            })
    }

    /// `{name: n}` with any names.
    ///
    /// - Parameter inOrder: what is counted, in the order in which it is written.
    static func counts<Name: SummaryText & Hashable>(
        names name: StaticString, _ path: Property<[Name: UInt64]>,
        inOrder: @escaping @Sendable (Object) -> [(Name, UInt64)]
    ) -> Self {
        counts(
            name, path,
            counts: { inOrder($0).map { ($0.0.text, $0.1) } },
            take: { entry, number, counts, _ in counts[Name(text: entry.key)] = number })
    }

    // MARK: Lists

    /// An array with one object per line.
    ///
    /// - Parameters:
    ///   - entries: in the order in which they are written.
    ///   - blank: an entry to fill in when reading.
    ///   - take: takes an entry that was read.
    static func list<Entry>(
        _ name: StaticString, _ keys: [SummaryKey<Entry>],
        _ entries: @escaping @Sendable (Object) -> [Entry], blank: @escaping @Sendable () -> Entry,
        take: @escaping @Sendable (Entry, inout Object, inout SummaryReader) -> Void
    ) -> Self {
        SummaryKey(
            name,
            write: { object, json in
                json.objects(name, .lines, of: entries(object)) { json, entry in
                    json.write(entry, keys)
                }
            },
            read: { member, object, reader throws(SummaryProblem) in
                for node in try reader.document.elements(of: member) {
                    var entry = blank()
                    try reader.read(node, named: member.key, keys, into: &entry)
                    take(entry, &object, &reader)
                }
            })
    }

    /// A list with an entry for each of a table.
    ///
    /// - Parameter pair: an entry as the table has it.
    static func list<Entry, Key: Hashable & Sendable, Value: Summable & Sendable>(
        _ name: StaticString, _ path: Property<[Key: Value]>, _ keys: [SummaryKey<Entry>],
        _ entries: @escaping @Sendable (Object) -> [Entry], blank: @escaping @Sendable () -> Entry,
        pair: @escaping @Sendable (Entry) -> (Key, Value)
    ) -> Self {
        list(name, keys, entries, blank: blank) { entry, object, _ in
            let (key, value) = pair(entry)
            object[keyPath: path].add([key: value])
        }.adding(path)
    }
}

extension JSONWriter {
    /// Writes the members of an object.
    mutating func write<Object>(_ object: Object, _ keys: [SummaryKey<Object>]) {
        for key in keys { key.write(object, &self) }
    }
}

/// A string of a summary.
protocol SummaryText: JSONScalar, Sendable {
    var text: String { get }
    init(text: String)
}

extension String: SummaryText {
    var text: String { self }
    init(text: String) { self = text }
}

extension [UInt8]: SummaryText {
    var text: String { String(decoding: self, as: UTF8.self) }
    init(text: String) { self = Array(text.utf8) }
}

extension Path: SummaryText {
    var text: String { String(decoding: bytes, as: UTF8.self) }
    init(text: String) { self.init(text) }
}
