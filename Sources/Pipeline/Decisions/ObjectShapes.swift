internal import Accounts
internal import JSONRecords
internal import Mimecast

/// Describes objects that match no rule by their names, and counts those with the same ones.
///
/// Such objects tend to come together, with their names in the same order. So the last one's names are
/// kept, and the next object is compared with them as they are written.
struct ObjectShapes: ~Copyable {
    /// The maximum number of names that describe an object.
    private static let nameLimit = 8

    /// The names of the last object as written, one after another, where each of them ends, and as
    /// shown.
    private var written = ByteBuffer(capacity: 256)
    private var ends: [Int] = []
    private var names: [[UInt8]] = []
    /// What the last object's names alone suggest.
    private(set) var hint: RejectNote.Shape.Hint?
    /// The names of the last object that was counted, and how many more with them came in a row.
    private var counted: (names: [[UInt8]]?, count: UInt64) = (nil, 0)

    /// The first names of an object, unescaped, each cut to what is shown of a value.
    mutating func names(of object: JSONText) -> [[UInt8]] {
        if isLast(object) { return names }
        written.removeAll()
        ends = []
        names = []
        var members = JSONChildren(of: object)
        while names.count < Self.nameLimit, let (key, start) = members.next() {
            members.skip(to: object.end(ofValueAt: start))
            guard let key else { continue }
            written.append(key)
            ends.append(written.count)
            names.append(Array(JSONStrings.unescape(key).prefix(TerminalText.valueLimit)))
        }
        hint = Self.prefix(of: names).map { .flattened(prefix: $0) }
        return names
    }

    /// The prefix of at least three names that are fields without it: a record inside another one was
    /// flattened.
    private static func prefix(of names: [[UInt8]]) -> [UInt8]? {
        var counts: [[UInt8]: Int] = [:]
        for name in names {
            guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { continue }
            let field = Array(name[(dot + 1)...])
            guard MimecastFields.table.isRead(field) else { continue }
            let prefix = Array(name[...dot])
            counts[prefix, default: 0] += 1
            if counts[prefix] == 3 { return prefix }
        }
        return nil
    }

    /// Whether the first names of an object are those of the last.
    private func isLast(_ object: JSONText) -> Bool {
        var members = JSONChildren(of: object)
        var start = 0
        for end in ends {
            guard let (key, value) = members.next(), let key,
                key.equals(written.text(start..<end))
            else { return false }
            start = end
            members.skip(to: object.end(ofValueAt: value))
        }
        return ends.count == Self.nameLimit || members.next() == nil
    }

    /// Counts an object that was rejected.
    mutating func count(_ shape: RejectNote.Shape, _ note: RejectNote, in tally: inout Tally) {
        if shape.names == counted.names {
            counted.count += 1
            return
        }
        tell(&tally)
        counted = (shape.names, 0)
        let names = Self.sorted(shape.names)
        let shapes = tally.unknownShapes
        guard shapes[names] != nil || shapes.count < Tally.UnknownShape.limit else { return }
        tally.add(
            Tally.UnknownShape(count: 1, file: note.file, record: note.record, place: note.place),
            of: names)
    }

    /// Adds the objects that came in a row.
    mutating func tell(_ tally: inout Tally) {
        guard counted.count > 0, let names = counted.names else { return }
        tally.unknownShapes[Self.sorted(names)]?.count += counted.count
        counted.count = 0
    }

    /// Shapes are counted regardless of the order of their names.
    private static func sorted(_ names: [[UInt8]]) -> [[UInt8]] {
        names.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
