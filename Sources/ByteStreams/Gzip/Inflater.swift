import CZlib

/// The decoder of raw DEFLATE data (RFC 1951), for one member after another.
///
/// This file is one of those that hold unsafe code. Its invariants:
/// - zlib keeps a pointer back to its `z_stream`, so it stands at a fixed heap address;
/// - `next_in` and `next_out` are set before every call, to spans that outlive it, and never used
///   after it;
/// - memory of zlib is freed exactly when `isReady`.
@safe struct Inflater: ~Copyable, @unchecked Sendable {
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
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
    }

    /// Starts a new member. Memory is taken for the first only.
    ///
    /// - Returns: false when there is no memory.
    mutating func begin() -> Bool {
        if isReady { return unsafe inflateReset(stream) == Z_OK }
        isReady = unsafe czlib_inflate_init_raw(stream) == Z_OK
        return isReady
    }

    /// Decodes from `input` into `output`, from `start` on, as far as either reaches. `begin` came
    /// before.
    mutating func step(
        from input: Span<UInt8>, into output: inout MutableRawSpan, at start: Int
    ) -> Step {
        // zlib counts in 32 bits; longer buffers take several steps.
        let available = min(input.count, Int(UInt32.max))
        let room = min(output.byteCount - start, Int(UInt32.max))
        let result = unsafe input.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBytes { output in
                unsafe stream.pointee.next_in = input.baseAddress
                unsafe stream.pointee.avail_in = UInt32(available)
                unsafe stream.pointee.next_out = output.baseAddress.map {
                    unsafe ($0 + start).assumingMemoryBound(to: UInt8.self)
                }
                unsafe stream.pointee.avail_out = UInt32(room)
                return unsafe inflate(stream, Z_NO_FLUSH)
            }
        }
        let state: State =
            switch result {
            case Z_OK, Z_BUF_ERROR: .running
            case Z_STREAM_END: .ended
            case Z_MEM_ERROR: .outOfMemory
            default: .broken
            }
        return Step(
            consumed: available - Int(unsafe stream.pointee.avail_in),
            produced: room - Int(unsafe stream.pointee.avail_out), state: state)
    }

    deinit {
        if isReady { unsafe inflateEnd(stream) }
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }
}
