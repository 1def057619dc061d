/// A source that is read and decompressed ahead of its reader by a separate thread as soon as a core is
/// free, so that one file uses two cores. The reader sees the same bytes, and the same damage at the
/// same place.
///
/// With only a few blocks between the two, the thread never gets far ahead and memory is bounded.
/// Destroying the value stops the thread, wherever it is.
package struct ReadAheadSource<Base: ByteSource & Sendable & ~Copyable>: ByteSource, ~Copyable {
    private enum Stage {
        /// No thread: the reader does the work itself.
        case direct
        case ahead
        /// No thread any more, and nothing left to return.
        case ended
    }

    private let ring: ReadAheadRing<Base>
    private var thread: JoinedThread?
    private var stage = Stage.direct
    /// nil if no thread may be started, or starting one was attempted.
    private var isCoreFree: (@Sendable () -> Bool)?
    /// The current block's number, and its unread range.
    private var number = ReadAheadRing<Base>.blockCount - 1
    private var unread = 0..<0
    private var holdsBlock = false
    private var storedBytesThen: UInt64 = 0

    /// Bytes returned so far.
    package private(set) var bytesHandedOut: UInt64 = 0

    /// - Parameters:
    ///   - isCoreFree: called before each read until it returns true, which starts the thread; nil: no
    ///     thread. A source that may block for ever, such as a pipe, must not be read ahead, because
    ///     destroying the value would wait for it.
    ///   - blockBytes: the size of a block, at least 1.
    package init(
        _ source: consuming ContainerSource<Base>, isCoreFree: (@Sendable () -> Bool)?,
        blockBytes: Int = 256 << 10
    ) {
        ring = ReadAheadRing(source, blockBytes: isCoreFree == nil ? 1 : blockBytes)
        self.isCoreFree = isCoreFree
    }

    /// Starts the thread. If the system refuses, the reader does the work.
    private mutating func begin() {
        isCoreFree = nil
        storedBytesThen = ring.source.storedBytes
        thread = JoinedThread { [ring] in ring.fillBlocks() }
        if thread != nil { stage = .ahead }
    }

    /// Stops reading: nothing more is returned, and the source belongs to the reader again.
    package mutating func stop() {
        if stage == .ahead { ring.cancel() }
        end()
    }

    private mutating func end() {
        thread = nil  // joins it
        stage = .ended
        unread = 0..<0
    }

    deinit {
        if stage == .ahead { ring.cancel() }
    }

    /// Stored bytes read from the base; when reading ahead, those behind the blocks received so far.
    package var storedBytes: UInt64 { stage == .ahead ? storedBytesThen : ring.source.storedBytes }

    /// The source. It belongs to the reader except while a thread reads it.
    package var source: ContainerSource<Base> {
        _read {
            precondition(stage != .ahead, "the source is being read by a thread")
            yield ring.source
        }
    }

    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        if destination.byteCount == 0 { return 0 }
        if stage == .direct, let isCoreFree, isCoreFree() { begin() }
        let count: Int
        switch stage {
        case .direct: count = try ring.source.read(into: &destination)
        case .ahead:
            if unread.isEmpty { try takeBlock() }
            count = min(unread.count, destination.byteCount)
            ring.copy(unread.lowerBound..<unread.lowerBound + count, of: number, to: &destination)
            unread = unread.lowerBound + count..<unread.upperBound
        case .ended: count = 0
        }
        bytesHandedOut += UInt64(count)
        return count
    }

    /// Advances to the next block. At the end there is none, and the thread is joined.
    private mutating func takeBlock() throws(StreamDamage) {
        if holdsBlock { ring.giveBack() }
        number = (number + 1) % ReadAheadRing<Base>.blockCount
        let block = ring.take(number)
        holdsBlock = true
        storedBytesThen = block.storedBytes
        unread = 0..<block.count
        guard block.count == 0 else { return }
        end()
        if let damage = block.damage { throw damage }
    }
}

extension ReadAheadSource where Base == FileSource {
    /// Skips bytes of a plain file, as if they had been read.
    mutating func skip(_ count: UInt64) throws(StreamDamage) {
        precondition(stage == .direct, "the source is being read by a thread")
        try ring.source.skip(count)
        bytesHandedOut += count
    }
}
