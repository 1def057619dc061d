/// A source that can be read, and decompressed, ahead of its reader on a thread of its own, as soon as a
/// core is free: one file then takes two cores. To the reader it is the same source: the same bytes, and
/// the same damage at the same place.
///
/// Few blocks lie between the two, so the thread is never far ahead, and memory is bounded. The end
/// of the value's life ends the thread, wherever it is.
package struct ReadAheadSource<Base: ByteSource & Sendable & ~Copyable>: ByteSource, ~Copyable {
    private enum Stage {
        /// There is no thread: its work is done when the reader asks.
        case direct
        case ahead
        /// There is no thread any more, and nothing to hand out.
        case ended
    }

    private let ring: ReadAheadRing<Base>
    private var thread: JoinedThread?
    private var stage = Stage.direct
    /// nil when no thread may begin, or one was asked for.
    private var isCoreFree: (@Sendable () -> Bool)?
    /// The number of the block at hand, and what of it was not yet read.
    private var number = ReadAheadRing<Base>.blockCount - 1
    private var unread = 0..<0
    private var holdsBlock = false
    private var storedBytesThen: UInt64 = 0

    /// Bytes handed out.
    package private(set) var bytesHandedOut: UInt64 = 0

    /// - Parameters:
    ///   - isCoreFree: asked before each read until it says so; a thread begins then. nil: there is
    ///     none. Of a source that may wait for ever, such as a pipe, nothing should be read ahead: the
    ///     end of the value's life would wait for it.
    ///   - blockBytes: how much is handed over at once, from 1.
    package init(
        _ source: consuming ContainerSource<Base>, isCoreFree: (@Sendable () -> Bool)?,
        blockBytes: Int = 256 << 10
    ) {
        ring = ReadAheadRing(source, blockBytes: isCoreFree == nil ? 1 : blockBytes)
        self.isCoreFree = isCoreFree
    }

    /// Starts the thread. Where the system gives none, we do the work.
    private mutating func begin() {
        isCoreFree = nil
        storedBytesThen = ring.source.storedBytes
        thread = JoinedThread { [ring] in ring.fillBlocks() }
        if thread != nil { stage = .ahead }
    }

    /// Reads no further: of what is left nothing is handed out, and the source is ours again.
    package mutating func stop() {
        if stage == .ahead { ring.cancel() }
        end()
    }

    private mutating func end() {
        thread = nil  // waits for it
        stage = .ended
        unread = 0..<0
    }

    deinit {
        if stage == .ahead { ring.cancel() }
    }

    /// Stored bytes read from the base: of what was handed over so far, when it is read ahead.
    package var storedBytes: UInt64 { stage == .ahead ? storedBytesThen : ring.source.storedBytes }

    /// The source, which belongs to the reader, but for the time in which a thread reads it.
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

    /// Changes the source where it stands, for who knows how many bytes further that is.
    mutating func skip(
        _ count: UInt64,
        _ body: (inout ContainerSource<Base>, UInt64) throws(StreamDamage) -> Void
    ) throws(StreamDamage) {
        precondition(stage == .direct, "the source is being read by a thread")
        try body(&ring.source, count)
        bytesHandedOut += count
    }

    /// Goes on to the next block. At the end there is none, and the thread is joined.
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
