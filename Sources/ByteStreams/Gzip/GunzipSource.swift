import Glibc

/// Decompresses gzip (RFC 1952): any number of members, one after another.
///
/// Every member's header, CRC-32 and length are checked. Data is decoded straight into the
/// caller's memory. Zero padding after a member is passed over and remembered; a member that
/// follows padding is read like any other, since dropping it would lose what it holds.
///
/// To change this file, keep three things true together: `stage` says what the next stored byte
/// is; nothing is taken from `stored` before it was accepted; what was written to the destination
/// is returned before damage found behind it is thrown (`pending`).
package struct GunzipSource<Base: ByteSource & ~Copyable>: ByteSource, ~Copyable {
    private enum Stage {
        /// At a member's header, in part read or not.
        case header
        case data
        case trailer
        /// After a member: another one, padding, or the end.
        case between
        case ended
    }

    var stored: StoredBytes<Base>
    private var inflater = Inflater()
    private var stage = Stage.header
    private var header = GzipHeader(member: 1)
    private var trailer = GzipTrailer()
    private var checksum = CRC32()
    private var length: UInt64 = 0
    /// The decoder filled all the room it had, so it may hold more without further input.
    private var mayHoldOutput = false
    private var pending: StreamDamage?

    /// Members that were read to their end and proved good.
    package private(set) var memberCount: UInt64 = 0
    /// Bytes handed out.
    package private(set) var decompressedBytes: UInt64 = 0
    /// Whether zero bytes stood after a member.
    package private(set) var sawPadding = false

    /// - Parameter bufferSize: bytes of compressed input read at once.
    package init(_ base: consuming Base, bufferSize: Int = FileSource.usualBlockBytes) {
        stored = StoredBytes(base, bufferSize: bufferSize)
    }

    /// Stored bytes that were read from the base so far.
    package var storedBytes: UInt64 { stored.offset + UInt64(stored.unreadCount) }

    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        if let damage = pending {
            pending = nil
            throw damage
        }
        var written = 0
        do throws(StreamDamage) {
            try fill(&destination, &written)
        } catch {
            stage = .ended
            if written == 0 { throw error }
            pending = error
        }
        decompressedBytes += UInt64(written)
        return written
    }

    private mutating func fill(_ target: inout MutableRawSpan, _ written: inout Int)
        throws(StreamDamage)
    {
        while written < target.byteCount, stage != .ended {
            if stored.unreadCount == 0, !(stage == .data && mayHoldOutput) {
                // Hand out what there is rather than wait for a slow base.
                if written > 0 { return }
                guard try stored.refill() else { return try endOfStored() }
            }
            switch stage {
            case .header: try readHeader()
            case .data: try inflate(into: &target, &written)
            case .trailer: try readTrailer()
            case .between: try readBetween()
            case .ended: break
            }
        }
    }

    /// The base has no more bytes: good only after a member.
    private mutating func endOfStored() throws(StreamDamage) {
        if stage != .between {
            throw StreamDamage(.gzipTruncated, at: stored.offset, .member(memberCount + 1))
        }
        stage = .ended
    }

    private mutating func readHeader() throws(StreamDamage) {
        let start = stored.offset
        if memberCount > 0 { try checkMagicAfterMember() }
        let unread = stored.unread
        stored.take(try header.parse(unread.span, at: start))
        if header.isComplete {
            guard inflater.begin() else {
                throw StreamDamage(.inputRead, at: stored.offset, .errno(ENOMEM))
            }
            checksum = CRC32()
            length = 0
            mayHoldOutput = false
            stage = .data
        }
    }

    /// After a member, `1f` without `8b` begins no member: it is garbage, not a bad header.
    private func checkMagicAfterMember() throws(StreamDamage) {
        let unread = stored.unread
        let second: UInt8
        let place: UInt64
        if header.holdsOnlyFirstMagic {
            second = unread[unread.startIndex]
            place = stored.offset - 1
        } else if header.isEmpty, unread.count > 1 {
            second = unread[unread.startIndex + 1]
            place = stored.offset
        } else {
            return
        }
        if second != GzipHeader.secondMagic {
            throw StreamDamage(.gzipTrailingGarbage, at: place, .garbage(GzipHeader.firstMagic))
        }
    }

    private mutating func inflate(into target: inout MutableRawSpan, _ written: inout Int)
        throws(StreamDamage)
    {
        let step = inflater.step(from: stored.unread.span, into: &target, at: written)
        stored.take(step.consumed)
        let end = written + step.produced
        checksum.update(target.bytes.extracting(written..<end))
        length += UInt64(step.produced)
        written = end
        mayHoldOutput = end == target.byteCount
        switch step.state {
        case .running: break
        case .ended:
            stage = .trailer
            trailer = GzipTrailer()
        case .broken:
            throw StreamDamage(.gzipData, at: stored.offset, .member(memberCount + 1))
        case .outOfMemory:
            throw StreamDamage(.inputRead, at: stored.offset, .errno(ENOMEM))
        }
    }

    private mutating func readTrailer() throws(StreamDamage) {
        let unread = stored.unread
        stored.take(trailer.parse(unread.span))
        guard trailer.isComplete else { return }
        let place = stored.offset - UInt64(GzipTrailer.byteCount)
        let member = memberCount + 1
        if trailer.checksum != checksum.value {
            throw StreamDamage(
                .gzipCRC, at: place,
                .checksum(stored: trailer.checksum, computed: checksum.value, member: member))
        }
        let computed = UInt32(truncatingIfNeeded: length)
        if trailer.length != computed {
            throw StreamDamage(
                .gzipLength, at: place + 4,
                .length(stored: trailer.length, computed: computed, member: member))
        }
        memberCount = member
        stage = .between
    }

    private mutating func readBetween() throws(StreamDamage) {
        let unread = stored.unread
        let zeros = unread.prefix { $0 == 0 }.count
        if zeros > 0 {
            sawPadding = true
            stored.take(zeros)
            return
        }
        let first = unread[unread.startIndex]
        if first != GzipHeader.firstMagic {
            throw StreamDamage(.gzipTrailingGarbage, at: stored.offset, .garbage(first))
        }
        header = GzipHeader(member: memberCount + 1)
        stage = .header
    }
}

extension GunzipSource: Sendable where Base: Sendable, Base: ~Copyable {}
