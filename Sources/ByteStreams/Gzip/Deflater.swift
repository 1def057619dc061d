import CZlib
internal import Glibc

/// The encoder of raw DEFLATE data (RFC 1951).
///
/// This file contains unsafe code. Its invariants are those of `ZlibInflater`; and `output` is only
/// passed on as far as zlib wrote it.
@safe struct Deflater: ~Copyable, @unchecked Sendable {
    // Sendable despite the pointer: the value cannot be copied, so only one owner can access it.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output = HeapBytes(byteCount: 64 << 10)

    /// - Parameter level: 0 (none) to 9 (smallest).
    /// - Throws: `ENOMEM`: zlib needs 256 KiB.
    init(level: Int) throws(SystemError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let result = unsafe czlib_deflate_init_raw(stream, Int32(min(max(level, 0), 9)))
        guard result == Z_OK else {
            unsafe stream.deinitialize(count: 1)
            unsafe stream.deallocate()
            throw SystemError(errno: ENOMEM)
        }
        unsafe self.stream = stream
    }

    /// Encodes all of `input` and passes pieces of output to `emit`.
    ///
    /// - Parameter isLast: whether the stream ends after `input`.
    mutating func encode<Failure: Error>(
        _ input: [UInt8], isLast: Bool, emit: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        try unsafe input.withUnsafeBufferPointer { input throws(Failure) in
            unsafe stream.pointee.next_in = input.baseAddress
            unsafe stream.pointee.avail_in = UInt32(input.count)
            while true {
                unsafe stream.pointee.next_out = output.pointer.baseAddress?
                    .assumingMemoryBound(to: UInt8.self)
                unsafe stream.pointee.avail_out = UInt32(output.byteCount)
                let result = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                let room = Int(unsafe stream.pointee.avail_out)
                let written = output.byteCount - room
                if written > 0 {
                    try emit(unsafe output.pointer.bytes.extracting(first: written))
                }
                // If there is room left, all input was taken and no output is pending.
                if result == Z_STREAM_END || (!isLast && room > 0) { return }
            }
        }
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }
}
