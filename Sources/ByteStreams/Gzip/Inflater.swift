import CZlib

/// The decoder of raw DEFLATE data (RFC 1951), for one member after another.
///
/// Invariants, for whoever changes this file:
/// - zlib keeps a pointer back to its `z_stream`, so it stands at a fixed heap address;
/// - `next_in` and `next_out` are set before every call and never used after it;
/// - memory of zlib is freed exactly when `isReady`.
struct Inflater: ~Copyable, @unchecked Sendable {
    // Sendable although it holds a pointer: the value cannot be copied, so one owner reaches it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isReady = false

    enum State {
        /// More input or more room is needed.
        case running
        /// The last block ended; input after `consumed` is not part of the data.
        case ended
        /// The data breaks the rules; what was produced before stays good.
        case broken
        case outOfMemory
    }

    struct Step {
        var consumed: Int
        var produced: Int
        var state: State
    }

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    /// Starts a new member. Memory is taken for the first only.
    ///
    /// - Returns: false when there is no memory.
    mutating func begin() -> Bool {
        if isReady { return inflateReset(stream) == Z_OK }
        isReady = czlib_inflate_init_raw(stream) == Z_OK
        return isReady
    }

    /// Decodes from `input` into `output`, as far as either reaches. `begin` came before.
    mutating func step(
        from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    )
        -> Step
    {
        // zlib counts in 32 bits; longer buffers take several steps.
        let available = min(input.count, Int(UInt32.max))
        let room = min(output.count, Int(UInt32.max))
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        let result = inflate(stream, Z_NO_FLUSH)
        let state: State =
            switch result {
            case Z_OK, Z_BUF_ERROR: .running
            case Z_STREAM_END: .ended
            case Z_MEM_ERROR: .outOfMemory
            default: .broken
            }
        return Step(
            consumed: available - Int(stream.pointee.avail_in),
            produced: room - Int(stream.pointee.avail_out), state: state)
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }
}
