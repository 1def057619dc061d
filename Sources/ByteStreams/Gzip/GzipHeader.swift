/// The header of one member (RFC 1952 §2.3), parsed from chunks of any size in constant memory: names
/// and comments are validated and skipped, never stored.
///
/// To add a field: a case of `Field` in the order of the stream, its branch in `parse`, and its
/// place in `advance`.
struct GzipHeader {
    /// FLG bits (RFC 1952 §2.3.1).
    private enum Flag {
        static let headerChecksum: UInt8 = 0x02
        static let extra: UInt8 = 0x04
        static let name: UInt8 = 0x08
        static let comment: UInt8 = 0x10
        static let reserved: UInt8 = 0xE0
    }

    private enum Field {
        case fixed, extraLength, extra, name, comment, checksum, end
    }

    static let firstMagic: UInt8 = 0x1F
    static let secondMagic: UInt8 = 0x8B

    private let member: UInt64
    private var field = Field.fixed
    /// Bytes of the current field read so far.
    private var position = 0
    private var flags: UInt8 = 0
    private var extraLength = 0
    private var storedChecksum: UInt16 = 0
    private var checksum = CRC32()

    /// - Parameter member: its number, from 1, for errors.
    init(member: UInt64) {
        self.member = member
    }

    /// Whether the whole header was read.
    var isComplete: Bool { field == .end }
    /// Whether nothing was read yet.
    var isEmpty: Bool { field == .fixed && position == 0 }
    /// Whether only the first byte of the magic was read.
    var holdsOnlyFirstMagic: Bool { field == .fixed && position == 1 }

    /// Parses as much of the header as `bytes` contains; the next call continues where it stopped.
    ///
    /// - Parameter offset: where `bytes` starts in the stored stream.
    /// - Returns: the number of bytes that belong to the header.
    /// - Throws: `gzipHeader` at the offending byte.
    mutating func parse(_ bytes: Span<UInt8>, at offset: UInt64) throws(StreamDamage)
        -> Int
    {
        var index = 0
        while index < bytes.count, field != .end {
            let start = index
            let isChecksum = field == .checksum
            switch field {
            case .fixed:
                try readFixed(bytes[index], at: offset + UInt64(index))
                index += 1
            case .extraLength:
                extraLength |= Int(bytes[index]) << (8 * position)
                index += 1
                step(lastIndex: 1)
            case .extra:
                let count = min(bytes.count - index, extraLength - position)
                index += count
                position += count
                if position == extraLength { advance(after: .extra) }
            case .name, .comment:
                while index < bytes.count, bytes[index] != 0 { index += 1 }
                if index < bytes.count {
                    index += 1
                    advance(after: field)
                }
            case .checksum:
                storedChecksum |= UInt16(bytes[index]) << (8 * UInt16(position))
                index += 1
                if position == 1 {
                    let computed = UInt16(truncatingIfNeeded: checksum.value)
                    if storedChecksum != computed {
                        let place = offset + UInt64(index)
                        throw StreamDamage(
                            .gzipHeader, at: place < 2 ? 0 : place - 2,
                            .headerChecksum(
                                stored: storedChecksum, computed: computed, member: member))
                    }
                }
                step(lastIndex: 1)
            case .end:
                break
            }
            if !isChecksum { checksum.update(bytes.extracting(start..<index)) }
        }
        return index
    }

    /// ID1, ID2, CM, FLG, MTIME (4), XFL, OS.
    private mutating func readFixed(_ byte: UInt8, at place: UInt64) throws(StreamDamage) {
        switch position {
        case 0:
            if byte != Self.firstMagic {
                throw StreamDamage(.gzipHeader, at: place, .magic(byte, 0, member: member))
            }
        case 1:
            if byte != Self.secondMagic {
                throw StreamDamage(
                    .gzipHeader, at: place, .magic(Self.firstMagic, byte, member: member))
            }
        case 2:
            if byte != 8 {
                throw StreamDamage(.gzipHeader, at: place, .compressionMethod(byte, member: member))
            }
        case 3:
            if byte & Flag.reserved != 0 {
                throw StreamDamage(.gzipHeader, at: place, .flags(byte, member: member))
            }
            flags = byte
        default:
            break
        }
        step(lastIndex: 9)
    }

    private mutating func step(lastIndex: Int) {
        if position == lastIndex { advance(after: field) } else { position += 1 }
    }

    /// Advances to the next field that the flags announce.
    private mutating func advance(after finished: Field) {
        position = 0
        switch finished {
        case .fixed where flags & Flag.extra != 0:
            field = .extraLength
        case .extraLength where extraLength > 0:
            field = .extra
        case .fixed, .extraLength, .extra:
            if flags & Flag.name != 0 { field = .name } else { advance(after: .name) }
        case .name:
            if flags & Flag.comment != 0 { field = .comment } else { advance(after: .comment) }
        case .comment:
            field = flags & Flag.headerChecksum != 0 ? .checksum : .end
        case .checksum, .end:
            field = .end
        }
    }
}
