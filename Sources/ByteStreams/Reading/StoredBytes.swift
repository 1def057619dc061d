/// The bytes of a file as stored, with a buffer that lets a reader look before it takes.
struct StoredBytes<Base: ByteSource & ~Copyable>: ~Copyable {
    var base: Base
    private var buffer: [UInt8]
    /// Bytes of `buffer` that were read from `base` and not yet taken.
    private var range = 0..<0
    /// Bytes taken, that is the offset of the first unread byte.
    private(set) var offset: UInt64 = 0
    private(set) var isAtEnd = false

    init(_ base: consuming Base, bufferSize: Int) {
        self.base = base
        buffer = [UInt8](repeating: 0, count: max(bufferSize, 2))
    }

    var unreadCount: Int { range.count }

    /// The unread bytes. To be let go before the next `refill`, which would copy the buffer else.
    var unread: ArraySlice<UInt8> { buffer[range] }

    /// - Precondition: `count` bytes are unread.
    mutating func take(_ count: Int) {
        precondition(count <= range.count, "more taken than was read")
        range = range.lowerBound + count..<range.upperBound
        offset += UInt64(count)
    }

    /// Reads more behind the unread bytes.
    ///
    /// - Returns: false at the end of the base.
    /// - Throws: what the base throws; unread bytes stay.
    mutating func refill() throws(StreamDamage) -> Bool {
        if isAtEnd { return false }
        if range.isEmpty { range = 0..<0 }
        if range.upperBound == buffer.count {
            // Only a reader that peeks comes here with bytes left, and then with one or two.
            for index in range { buffer[index - range.lowerBound] = buffer[index] }
            range = 0..<range.count
            if range.upperBound == buffer.count { return true }
        }
        let count: Int
        do throws(StreamDamage) {
            count = try base.read(into: &buffer, from: range.upperBound)
        } catch {
            isAtEnd = true
            throw error
        }
        range = range.lowerBound..<range.upperBound + count
        if count == 0 { isAtEnd = true }
        return count > 0
    }

    /// Passes bytes over that ``readPlain(into:)`` would hand out.
    mutating func skip(
        _ count: UInt64, _ skipBase: (inout Base, UInt64) throws(StreamDamage) -> Void
    ) throws(StreamDamage) {
        let buffered = min(UInt64(range.count), count)
        take(Int(buffered))
        guard count > buffered else { return }
        try skipBase(&base, count - buffered)
        offset += count - buffered
    }

    /// Hands out bytes as they are stored: first those in the buffer, then straight from the base.
    mutating func readPlain(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        if range.isEmpty {
            if isAtEnd { return 0 }
            let count = try base.read(into: &destination)
            offset += UInt64(count)
            return count
        }
        let count = min(range.count, destination.byteCount)
        buffer.copy(range.lowerBound..<range.lowerBound + count, to: &destination)
        take(count)
        return count
    }
}

extension StoredBytes: Sendable where Base: Sendable, Base: ~Copyable {}

/// What must be known of a container before and after it is decoded.
struct ContainerFormat {
    /// The first bytes of every file, at least one.
    var magic: [UInt8]
    /// With the dot, in lower case.
    var nameEnding: String
    /// What a file of this name is that holds no bytes at all.
    var emptyReason: DamageReason
    /// The damage that leaves what was decoded before it unproven: its checksum could not be checked, or
    /// did not hold.
    var unproven: Set<DamageReason>
}
