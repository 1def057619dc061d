/// Decides by content whether a base is gzip or plain, and reads it accordingly.
///
/// Gzip is what begins with `1f 8b`; a lone `1f` is a gzip file cut after its first byte. Nothing
/// else is decided here: what is plain and yet no JSON is for the reader of records to say.
package struct DetectingSource<Base: ByteSource & ~Copyable>: ByteSource, ~Copyable {
    private var gunzip: GunzipSource<Base>
    /// Found while looking at the first bytes; thrown by the first read.
    private var pending: StreamDamage?
    private var plainBytes: UInt64 = 0

    package let isGzip: Bool
    /// Whether the base holds no bytes at all.
    package let isEmpty: Bool

    /// Reads the first bytes of `base`, which may wait.
    ///
    /// - Parameter namedGzip: whether the name says gzip: then an empty base is `gzipTruncated`.
    package init(
        _ base: consuming Base, namedGzip: Bool = false,
        bufferSize: Int = FileSource.usualBlockBytes
    ) {
        gunzip = GunzipSource(base, bufferSize: bufferSize)
        var damage: StreamDamage?
        do throws(StreamDamage) {
            while gunzip.stored.unreadCount < 2, try gunzip.stored.refill() {}
        } catch {
            damage = error
        }
        let first = gunzip.stored.unread
        isEmpty = first.isEmpty && damage == nil
        isGzip =
            if let byte = first.first {
                byte == GzipHeader.firstMagic
                    && (first.count == 1
                        ? damage == nil : first[first.startIndex + 1] == GzipHeader.secondMagic)
            } else {
                damage == nil && namedGzip
            }
        if isEmpty, namedGzip { damage = StreamDamage(.gzipTruncated, at: 0, .empty) }
        pending = damage
    }

    /// The base; reading from it directly would break the stream.
    package var base: Base {
        _read { yield gunzip.stored.base }
    }

    /// Whether zero bytes stood after a gzip member.
    package var sawPadding: Bool { gunzip.sawPadding }
    /// Bytes handed out.
    package var bytesHandedOut: UInt64 { isGzip ? gunzip.decompressedBytes : plainBytes }
    /// Stored bytes read from the base.
    package var storedBytes: UInt64 { gunzip.storedBytes }

    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        if let damage = pending, isGzip || gunzip.stored.unreadCount == 0 {
            pending = nil
            throw damage
        }
        if isGzip { return isEmpty ? 0 : try gunzip.read(into: &destination) }
        let count = try gunzip.stored.readPlain(into: &destination)
        plainBytes += UInt64(count)
        return count
    }
}

extension DetectingSource: Sendable where Base: Sendable, Base: ~Copyable {}
