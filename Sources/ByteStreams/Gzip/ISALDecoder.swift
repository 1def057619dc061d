#if ISAL
    internal import CISAL

    /// Decodes raw DEFLATE data with ISA-L, one block at a time, each with a header that marks it as the
    /// last.
    ///
    /// ISA-L takes up to 64 bits before it needs them. Whole bytes are given back after each step that
    /// did not run out of input. After the other steps, any remaining bits belong to an incomplete
    /// symbol. So whatever follows a block is always in the input of the step in which the block ends.
    ///
    /// This file contains unsafe code. Its invariants:
    /// - `state` is at a fixed heap address and refers to no other memory of its own;
    /// - `next_in` and `next_out` are set before every call, to spans that outlive it, and never used
    ///   after it. ISA-L only reads its input, although it takes a mutable pointer;
    /// - after an error it is only asked to begin another block.
    @safe struct ISALDecoder: ~Copyable, @unchecked Sendable {
        // Sendable despite the pointer: the value cannot be copied, so only one owner can access it.
        private let state: UnsafeMutablePointer<inflate_state>
        /// Whether ISA-L forgets where in a byte a block ended once all its data was returned: 2.30 does
        /// not, 2.32 does.
        private let isForgetful: Bool
        /// The bits after the block, once it is decoded.
        private var end: DeflateBits?

        init(assumesForgetful: Bool) {
            self.init(isForgetful: assumesForgetful || Self.forgets)
        }

        private init(isForgetful: Bool) {
            unsafe state = .allocate(capacity: 1)
            unsafe isal_inflate_init(state)
            self.isForgetful = isForgetful
        }

        deinit { unsafe state.deallocate() }

        /// The bits that follow the block. Valid once a step has reported its end.
        var bitsAtEnd: DeflateBits { end ?? DeflateBits() }

        /// Begins a block.
        ///
        /// - Parameters:
        ///   - bits: its first bits.
        ///   - header: the remaining bytes of its header, each containing at least one bit of it.
        ///   - window: the data before it; 32 KiB, or all there is, are enough.
        /// - Returns: whether the header was accepted.
        mutating func begin(at bits: DeflateBits, header: Span<UInt8>, window: Span<UInt8>) -> Bool
        {
            end = nil
            unsafe isal_inflate_reset(state)
            unsafe state.pointee.read_in = UInt64(bits.value)
            unsafe state.pointee.read_in_length = Int32(bits.count)
            if window.count > 0 {
                let result = unsafe window.withUnsafeBufferPointer {
                    unsafe isal_inflate_set_dict(
                        state, UnsafeMutablePointer(mutating: $0.baseAddress), UInt32($0.count))
                }
                guard result == ISAL_DECOMP_OK else { return false }
            }
            var none = MutableRawSpan()
            let call = call(header, &none, at: 0, room: 0)
            guard call.isGood, call.consumed == header.count else { return false }
            switch unsafe state.pointee.block_state {
            case ISAL_BLOCK_TYPE0, ISAL_BLOCK_CODED, ISAL_BLOCK_INPUT_DONE: return true
            case ISAL_BLOCK_FINISH: return !isForgetful
            default: return false
            }
        }

        /// Decodes from `input` into `output`, from `start` on, as far as either reaches.
        ///
        /// Broken means that ISA-L cannot continue, although the data may be valid. It may have written
        /// more than the step reports, within `output`.
        mutating func step(
            from input: Span<UInt8>, into output: inout MutableRawSpan, at start: Int
        ) -> Inflater.Step {
            let broken = Inflater.Step(consumed: 0, produced: 0, state: .broken)
            var consumed = 0
            var produced = 0
            while true {
                let room = output.byteCount - start - produced
                let waiting = waitingBytes
                // Hold back one byte until the end is known, so that ISA-L cannot forget it.
                let asked = isForgetful && end == nil ? min(room, max(waiting - 1, 0)) : room
                let call = call(
                    input.extracting(consumed...), &output, at: start + produced, room: asked)
                guard call.isGood else { return broken }
                consumed += call.consumed
                produced += call.produced

                let block = unsafe state.pointee.block_state
                if end == nil, block == ISAL_BLOCK_INPUT_DONE || block == ISAL_BLOCK_FINISH {
                    if isForgetful, block == ISAL_BLOCK_FINISH { return broken }
                    consumed -= giveBack(atMost: consumed)
                    guard let bits = bitsKept else { return broken }
                    end = bits
                    if isForgetful { continue }
                }
                if block == ISAL_BLOCK_FINISH {
                    return Inflater.Step(consumed: consumed, produced: produced, state: .ended)
                }
                let isFull = produced == output.byteCount - start
                let isIdle = call.consumed == 0 && call.produced == 0 && waitingBytes == waiting
                if isForgetful, !isFull, !isIdle { continue }
                if end == nil, isForgetful ? !isIdle : isFull {
                    consumed -= giveBack(atMost: consumed)
                }
                return Inflater.Step(consumed: consumed, produced: produced, state: .running)
            }
        }

        /// Data that ISA-L has decoded but not returned.
        private var waitingBytes: Int {
            unsafe Int(state.pointee.tmp_out_valid - state.pointee.tmp_out_processed)
        }

        /// Gives back whole bytes that ISA-L took before needing them.
        ///
        /// - Returns: the number of bytes.
        private func giveBack(atMost most: Int) -> Int {
            let count = unsafe min(Int(state.pointee.read_in_length) / 8, most)
            unsafe state.pointee.read_in_length -= Int32(8 * count)
            unsafe state.pointee.read_in &= (1 << UInt64(state.pointee.read_in_length)) &- 1
            return count
        }

        /// The bits that ISA-L took but did not need; nil if they are a byte or more.
        private var bitsKept: DeflateBits? {
            let count = unsafe Int(state.pointee.read_in_length)
            guard 0..<8 ~= count else { return nil }
            let bits = unsafe state.pointee.read_in & (1 << UInt64(count) - 1)
            return DeflateBits(value: UInt8(bits), count: count)
        }

        private struct Call {
            var consumed: Int
            var produced: Int
            var isGood: Bool
        }

        /// - Parameter room: the bytes of `output` from `start` on that may be written.
        private func call(
            _ input: Span<UInt8>, _ output: inout MutableRawSpan, at start: Int, room: Int
        ) -> Call {
            // ISA-L counts in 32 bits; longer buffers take several steps.
            let available = min(input.count, Int(Int32.max))
            let room = min(room, Int(Int32.max))
            let result = unsafe input.withUnsafeBufferPointer { input in
                unsafe output.withUnsafeMutableBytes { output in
                    unsafe state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                    unsafe state.pointee.avail_in = UInt32(available)
                    unsafe state.pointee.next_out = output.baseAddress.map {
                        unsafe ($0 + start).assumingMemoryBound(to: UInt8.self)
                    }
                    unsafe state.pointee.avail_out = UInt32(room)
                    return unsafe isal_inflate(state)
                }
            }
            return Call(
                consumed: available - Int(unsafe state.pointee.avail_in),
                produced: room - Int(unsafe state.pointee.avail_out), isGood: result >= 0)
        }

        private static let forgets: Bool = {
            var decoder = ISALDecoder(isForgetful: false)
            // A block without data takes ten bits (RFC 1951 §3.2.6), so six must be left.
            let block: [UInt8] = [0b011, 0]
            var none = MutableRawSpan()
            let isBegun = decoder.begin(
                at: DeflateBits(), header: block.span.extracting(first: 1), window: [UInt8]().span)
            let step = decoder.step(from: block.span.extracting(last: 1), into: &none, at: 0)
            return !isBegun || step.state != .ended || decoder.bitsAtEnd.count != 6
        }()
    }
#endif
