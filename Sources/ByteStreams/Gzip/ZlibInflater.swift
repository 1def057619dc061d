internal import CZlib

/// Decodes raw DEFLATE data (RFC 1951) with libz, one member after another.
///
/// This file contains unsafe code. Its invariants:
/// - zlib keeps a pointer back to its `z_stream`, so that is at a fixed heap address;
/// - `next_in` and `next_out` are set before every call, to spans that outlive it, and never used
///   after it;
/// - zlib's memory is freed if and only if `isReady`;
/// - a window is copied into memory of the size that zlib reported.
@safe struct ZlibInflater: ~Copyable, @unchecked Sendable {
    // Sendable despite the pointer: the value cannot be copied, so only one owner can access it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isReady = false

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
    }

    /// Starts a new member. Only the first allocates memory.
    ///
    /// - Returns: false when there is no memory.
    mutating func begin() -> Bool {
        if isReady { return unsafe inflateReset(stream) == Z_OK }
        isReady = unsafe czlib_inflate_init_raw(stream) == Z_OK
        return isReady
    }

    /// Decodes from `input` into `output`, from `start` on, until either is exhausted. `begin` must have
    /// been called.
    ///
    /// - Parameter stopsAtBlocks: whether to stop at the end of a block or of its header.
    mutating func step(
        from input: Span<UInt8>, into output: inout MutableRawSpan, at start: Int,
        stopsAtBlocks: Bool = false
    ) -> Inflater.Step {
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
                return unsafe inflate(stream, stopsAtBlocks ? Z_TREES : Z_NO_FLUSH)
            }
        }
        let state: Inflater.State =
            switch result {
            case Z_OK, Z_BUF_ERROR: .running
            case Z_STREAM_END: .ended
            case Z_MEM_ERROR: .outOfMemory
            default: .broken
            }
        return Inflater.Step(
            consumed: available - Int(unsafe stream.pointee.avail_in),
            produced: room - Int(unsafe stream.pointee.avail_out), state: state)
    }

    #if ISAL
        /// Where a step with `stopsAtBlocks` stopped.
        var stop: DeflateStop {
            let told = unsafe stream.pointee.data_type
            return DeflateStop(
                isAtHeaderEnd: told & 256 != 0, isAtBlockEnd: told & 128 != 0,
                isInLastBlock: told & 64 != 0, unusedBits: Int(told & 63))
        }

        /// Starts at the boundary between two blocks of a member. `begin` must have been called.
        mutating func begin(at bits: DeflateBits) {
            unsafe inflateReset(stream)
            unsafe inflatePrime(stream, Int32(bits.count), Int32(bits.value))
        }

        /// Sets the preceding data, before any data of a block is decoded.
        ///
        /// - Parameter window: the last 32 KiB, or more, or all there is.
        /// - Returns: false when there is no memory.
        mutating func setWindow(_ window: Span<UInt8>) -> Bool {
            unsafe window.withUnsafeBufferPointer {
                unsafe inflateSetDictionary(stream, $0.baseAddress, UInt32($0.count)) == Z_OK
            }
        }

        /// The preceding data, as far back as later data may refer to.
        var window: [UInt8] {
            var count: UInt32 = 0
            unsafe inflateGetDictionary(stream, nil, &count)
            return unsafe [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
                // libz writes as many bytes as it reported.
                if count > 0 { unsafe inflateGetDictionary(stream, buffer.baseAddress, &count) }
                filled = Int(count)
            }
        }
    #endif

    deinit {
        if isReady { unsafe inflateEnd(stream) }
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }
}

#if ISAL
    /// Where libz stopped.
    struct DeflateStop {
        var isAtHeaderEnd: Bool
        var isAtBlockEnd: Bool
        var isInLastBlock: Bool
        /// Unused bits of the last byte taken.
        var unusedBits: Int
    }
#endif
