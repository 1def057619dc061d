import CZlib

/// The encoder of raw DEFLATE data (RFC 1951). The invariants are those of `Inflater`.
struct Deflater: ~Copyable, @unchecked Sendable {
    // Sendable although it holds a pointer: the value cannot be copied, so one owner reaches it.
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter level: 0 (none) to 9 (smallest).
    init(level: Int) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Fails for want of 256 KiB only, or for a level out of range.
        let result = czlib_deflate_init_raw(stream, Int32(min(max(level, 0), 9)))
        precondition(result == Z_OK, "no memory to compress with")
    }

    /// Encodes `input` whole and hands pieces of output to `emit`.
    ///
    /// - Parameter isLast: whether the stream ends after `input`.
    mutating func encode<Failure: Error>(
        _ input: UnsafeRawBufferPointer, isLast: Bool, output: UnsafeMutableRawBufferPointer,
        emit: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
        while true {
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(output.count)
            let result = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            let count = output.count - Int(stream.pointee.avail_out)
            if count > 0 { try emit(UnsafeRawBufferPointer(rebasing: output[..<count])) }
            // Room left means that all input was taken and nothing waits.
            if result == Z_STREAM_END || (!isLast && stream.pointee.avail_out > 0) { return }
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }
}
