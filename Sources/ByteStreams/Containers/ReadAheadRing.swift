internal import Synchronization

/// Shared by a read-ahead thread and the reader: the source, and a ring of blocks.
///
/// Each block belongs to one side at a time, and the semaphores hand it over: `free` counts blocks that
/// the thread may fill, `filled` those that the reader may take. Both sides use the blocks in the same
/// order.
///
/// This file contains unsafe code. Its invariants:
/// 1. Only the side that owns a block accesses its memory and its entry in `entries`.
/// 2. `source` belongs to the thread from its start until it has delivered an end or has been joined.
@safe final class ReadAheadRing<Base: ByteSource & ~Copyable>: @unchecked Sendable {
    /// The thread's description of a filled block.
    struct Block {
        /// 0 only at the end.
        var count = 0
        /// The damage that ended the source; `count` is 0 then.
        var damage: StreamDamage?
        /// Stored bytes that the source had read by then.
        var storedBytes: UInt64 = 0
    }

    /// The latest description of a block. A class, because changing one element of an array accesses the
    /// whole array, which the other side may be reading.
    private final class Entry {
        var block = Block()
    }

    static var blockCount: Int { 3 }

    var source: ContainerSource<Base>
    private let memory: HeapBytes
    private let blockBytes: Int
    private let entries = (0..<blockCount).map { _ in Entry() }
    private let free = Semaphore(UInt32(blockCount))
    private let filled = Semaphore(0)
    private let isCancelled = Atomic(false)

    init(_ source: consuming ContainerSource<Base>, blockBytes: Int) {
        self.source = source
        self.blockBytes = blockBytes
        memory = HeapBytes(byteCount: blockBytes * Self.blockCount)
    }

    /// The memory of a block.
    private func memory(of number: Int) -> UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(
            rebasing: memory.pointer[number * blockBytes..<(number + 1) * blockBytes])
    }

    /// The thread's work: fills blocks until the end of the source or until cancelled.
    func fillBlocks() {
        var number = 0
        while true {
            free.wait()
            if isCancelled.load(ordering: .relaxed) { return }
            var block = Block()
            do throws(StreamDamage) {
                var room = unsafe memory(of: number).mutableBytes
                block.count = try source.read(into: &room)
            } catch {
                block.damage = error
            }
            block.storedBytes = source.storedBytes
            entries[number].block = block
            filled.signal()
            if block.count == 0 { return }
            number = (number + 1) % Self.blockCount
        }
    }

    /// Stops the thread before the end of the source.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        free.signal()
    }

    /// Waits for the block `number` of the ring.
    func take(_ number: Int) -> Block {
        filled.wait()
        return entries[number].block
    }

    /// Returns the block that was taken last.
    func giveBack() { free.signal() }

    /// Copies bytes of the block `number`, which the reader must own, to the start of `destination`.
    func copy(_ range: Range<Int>, of number: Int, to destination: inout MutableRawSpan) {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory(of: number)[range])
        unsafe destination.withUnsafeMutableBytes { unsafe $0.copyMemory(from: bytes) }
    }
}
