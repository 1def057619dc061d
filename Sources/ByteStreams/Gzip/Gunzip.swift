import Glibc

/// Decompresses gzip (RFC 1952): any number of members, one after another.
///
/// Every member's header, CRC-32 and length are verified. Data is decoded directly into the caller's
/// memory. Zero padding after a member is skipped and remembered; a member after padding is read like
/// any other, because dropping it would lose its data.
///
/// Invariants for changes to this file: `stage` says what the next stored byte is; nothing is taken from
/// `stored` before it was accepted; whatever was written to the destination is returned before damage
/// found after it is thrown (`pending`).
struct Gunzip: ~Copyable {
    static let format = ContainerFormat(
        magic: [GzipHeader.firstMagic, GzipHeader.secondMagic], nameEnding: ".gz",
        emptyReason: .gzipTruncated,
        // Every member before a bad header, or before garbage, was verified.
        unproven: [.gzipTruncated, .gzipData, .gzipCRC, .gzipLength])

    private enum Stage {
        /// At a member's header, possibly partly read.
        case header
        case data
        case trailer
        /// After a member; another one, padding or the end follows.
        case between
        case ended
    }

    private(set) var inflater: Inflater
    private var stage = Stage.header
    private var header = GzipHeader(member: 1)
    private var trailer = GzipTrailer()
    private var checksum = CRC32()
    private var length: UInt64 = 0
    /// The decoder filled all the room it had, so it may have more output without further input.
    private var mayHoldOutput = false
    private var pending: StreamDamage?
    /// The damage that ended the stored bytes, if any.
    private var storedDamage: StreamDamage?

    /// Members that were read to their end and verified.
    private(set) var memberCount: UInt64 = 0
    /// Whether a member was followed by zero bytes.
    private(set) var sawPadding = false

    init(_ decoder: GzipDecoder) {
        inflater = Inflater(decoder)
    }

    /// See ``ByteSource``. `stored` must be the same from the first read to the last.
    mutating func read(
        from stored: inout StoredBytes<some ByteSource & ~Copyable>,
        into destination: inout MutableRawSpan
    ) throws(StreamDamage) -> Int {
        if let damage = pending {
            pending = nil
            throw damage
        }
        var written = 0
        do throws(StreamDamage) {
            try fill(&destination, &written, from: &stored)
        } catch {
            stage = .ended
            if written == 0 { throw error }
            pending = error
        }
        return written
    }

    private mutating func fill(
        _ target: inout MutableRawSpan, _ written: inout Int,
        from stored: inout StoredBytes<some ByteSource & ~Copyable>
    ) throws(StreamDamage) {
        while written < target.byteCount, stage != .ended {
            if stored.unreadCount == 0, !(stage == .data && mayHoldOutput) {
                // Return what there is rather than wait for a slow base.
                if written > 0 { return }
                if !refill(&stored) {
                    mayHoldOutput = stage == .data && inflater.endInput()
                    if !mayHoldOutput { return try endOfStored(at: stored.offset) }
                }
            }
            switch stage {
            case .header: try readHeader(from: &stored)
            case .data: try inflate(from: &stored, into: &target, &written)
            case .trailer: try readTrailer(from: &stored)
            case .between: try readBetween(from: &stored)
            case .ended: break
            }
        }
    }

    /// Reads more stored bytes. Damage is held back until everything before it has been returned.
    private mutating func refill(
        _ stored: inout StoredBytes<some ByteSource & ~Copyable>
    ) -> Bool {
        do throws(StreamDamage) {
            return try stored.refill()
        } catch {
            storedDamage = error
            return false
        }
    }

    /// The base has no more bytes, which is valid only after a member.
    private mutating func endOfStored(at offset: UInt64) throws(StreamDamage) {
        if let storedDamage { throw storedDamage }
        if stage != .between {
            throw StreamDamage(.gzipTruncated, at: offset, .member(memberCount + 1))
        }
        stage = .ended
    }

    private mutating func readHeader(
        from stored: inout StoredBytes<some ByteSource & ~Copyable>
    ) throws(StreamDamage) {
        let start = stored.offset
        let unread = stored.unread
        if memberCount > 0 { try checkMagicAfterMember(unread, at: start) }
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

    /// After a member, `1f` without `8b` does not start another one: it is garbage, not a bad header.
    private func checkMagicAfterMember(_ unread: ArraySlice<UInt8>, at offset: UInt64)
        throws(StreamDamage)
    {
        let second: UInt8
        let place: UInt64
        if header.holdsOnlyFirstMagic {
            second = unread[unread.startIndex]
            place = offset - 1
        } else if header.isEmpty, unread.count > 1 {
            second = unread[unread.startIndex + 1]
            place = offset
        } else {
            return
        }
        if second != GzipHeader.secondMagic {
            throw StreamDamage(.gzipTrailingGarbage, at: place, .garbage(GzipHeader.firstMagic))
        }
    }

    private mutating func inflate(
        from stored: inout StoredBytes<some ByteSource & ~Copyable>,
        into target: inout MutableRawSpan, _ written: inout Int
    ) throws(StreamDamage) {
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
            let place = stored.offset - UInt64(step.surplus)
            throw StreamDamage(.gzipData, at: place, .member(memberCount + 1))
        case .outOfMemory:
            throw StreamDamage(.inputRead, at: stored.offset, .errno(ENOMEM))
        }
    }

    private mutating func readTrailer(
        from stored: inout StoredBytes<some ByteSource & ~Copyable>
    ) throws(StreamDamage) {
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

    private mutating func readBetween(
        from stored: inout StoredBytes<some ByteSource & ~Copyable>
    ) throws(StreamDamage) {
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
