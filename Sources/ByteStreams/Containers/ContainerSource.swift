/// Detects the container of a base from its content, and yields its data.
///
/// Nothing else is decided here: plain input that is not JSON is detected by the record reader.
package struct ContainerSource<Base: ByteSource & ~Copyable>: ByteSource, ~Copyable {
    fileprivate var stored: StoredBytes<Base>
    /// nil unless the container is gzip.
    private var gunzip: Gunzip?
    /// Found in the first bytes; thrown by the first read that has nothing to return.
    private var pending: StreamDamage?

    package let container: Container
    /// Whether the base has no bytes at all.
    package let isEmpty: Bool
    /// Bytes returned so far.
    package fileprivate(set) var bytesHandedOut: UInt64 = 0

    /// Reads the first bytes of `base`, which may block.
    ///
    /// - Parameters:
    ///   - named: the container according to the name. An empty base is damage if it is not plain.
    ///   - decoder: the gzip decoder to use.
    ///   - bufferSize: the number of stored bytes read at once.
    package init(
        _ base: consuming Base, named: Container = .plain, decoder: GzipDecoder = .preferred,
        bufferSize: Int = FileSource.usualBlockBytes
    ) {
        stored = StoredBytes(base, bufferSize: bufferSize)
        do throws(StreamDamage) {
            while stored.unreadCount < Container.magicByteCount, try stored.refill() {}
        } catch {
            pending = error
        }
        let first = stored.unread
        isEmpty = first.isEmpty && pending == nil
        container =
            isEmpty
            ? named : Container.beginning(with: first, isWhole: stored.isAtEnd && pending == nil)
        if isEmpty, let format = named.format {
            pending = StreamDamage(format.emptyReason, at: 0, .empty)
        }
        if container == .gzip { gunzip = Gunzip(decoder) }
    }

    /// Reads `base` as gzip, whatever it begins with.
    package init(
        gzip base: consuming Base, decoder: GzipDecoder = .preferred,
        bufferSize: Int = FileSource.usualBlockBytes
    ) {
        stored = StoredBytes(base, bufferSize: bufferSize)
        container = .gzip
        gunzip = Gunzip(decoder)
        isEmpty = false
    }

    /// The base. Reading from it directly would corrupt the stream.
    package var base: Base {
        _read { yield stored.base }
    }

    /// Whether a gzip member was followed by zero bytes.
    package var sawPadding: Bool {
        switch gunzip {
        case .some(let gunzip): gunzip.sawPadding
        case nil: false
        }
    }
    /// Gzip members that were read to their end and verified.
    package var memberCount: UInt64 {
        switch gunzip {
        case .some(let gunzip): gunzip.memberCount
        case nil: 0
        }
    }
    /// The bytes decoded by ISA-L, returned or about to be returned.
    var acceleratedBytes: Int {
        switch gunzip {
        case .some(let gunzip): gunzip.inflater.acceleratedBytes
        case nil: 0
        }
    }
    /// Stored bytes read from the base.
    package var storedBytes: UInt64 { stored.offset + UInt64(stored.unreadCount) }

    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        if let damage = pending, stored.unreadCount == 0 {
            pending = nil
            throw damage
        }
        if isEmpty { return 0 }
        let count =
            switch container {
            case .plain: try stored.readPlain(into: &destination)
            case .gzip: try gunzip!.read(from: &stored, into: &destination)
            }
        bytesHandedOut += UInt64(count)
        return count
    }
}

extension ContainerSource where Base == FileSource {
    /// Goes on further in a plain file, as if the bytes had been read.
    package mutating func skip(_ count: UInt64) throws(StreamDamage) {
        precondition(container == .plain, "what is decoded cannot be skipped")
        try stored.skip(count)
        bytesHandedOut += count
    }
}

extension ContainerSource: Sendable where Base: Sendable, Base: ~Copyable {}
