/// The bytes of a file as stored, with a buffer that lets a reader peek before it takes.
struct StoredBytes<Base: ByteSource & ~Copyable>: ~Copyable {
    var base: Base
    private var buffer: [UInt8]
    /// Bytes of `buffer` that were read from `base` but not yet taken.
    private var range = 0..<0
    /// Bytes taken, that is, the offset of the first unread byte.
    private(set) var offset: UInt64 = 0
    private(set) var isAtEnd = false

    init(_ base: consuming Base, bufferSize: Int) {
        self.base = base
        buffer = [UInt8](repeating: 0, count: max(bufferSize, 2))
    }

    var unreadCount: Int { range.count }

    /// The unread bytes. Must be released before the next `refill`, which would otherwise copy the
    /// buffer.
    var unread: ArraySlice<UInt8> { buffer[range] }

    /// - Precondition: `count` bytes are unread.
    mutating func take(_ count: Int) {
        precondition(count <= range.count, "more taken than was read")
        range = range.lowerBound + count..<range.upperBound
        offset += UInt64(count)
    }

    /// Reads more bytes after the unread ones.
    ///
    /// - Returns: false at the end of the base.
    /// - Throws: what the base throws; unread bytes remain.
    mutating func refill() throws(StreamDamage) -> Bool {
        if isAtEnd { return false }
        if range.isEmpty { range = 0..<0 }
        if range.upperBound == buffer.count {
            // Only a peeking reader gets here with bytes left, and then only one or two.
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

    /// Returns bytes as stored: first those in the buffer, then directly from the base.
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

extension StoredBytes where Base == FileSource {
    /// Skips bytes that ``readPlain(into:)`` would return.
    mutating func skip(_ count: UInt64) throws(StreamDamage) {
        let buffered = min(UInt64(range.count), count)
        take(Int(buffered))
        guard count > buffered else { return }
        try base.skip(count - buffered)
        offset += count - buffered
    }
}

extension StoredBytes: Sendable where Base: Sendable, Base: ~Copyable {}

/// The properties of a container that matter before and after decoding.
struct ContainerFormat {
    /// The first bytes of every file, at least one.
    var magic: [UInt8]
    /// With the dot, in lower case.
    var nameEnding: String
    /// The damage of an empty file with this name ending.
    var emptyReason: DamageReason
    /// The damage that leaves data decoded before it unproven: its checksum could not be verified, or
    /// was wrong.
    var unproven: Set<DamageReason>
}
