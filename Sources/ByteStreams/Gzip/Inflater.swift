/// Decodes raw DEFLATE data (RFC 1951), one member after another; hides whether one library is used or
/// two.
struct Inflater: ~Copyable {
    enum State {
        /// More input or more room is needed.
        case running
        /// The last block ended; input after `consumed` is not part of the data.
        case ended
        /// The data is invalid; output produced before stays valid.
        case broken
        case outOfMemory
    }

    struct Step {
        var consumed: Int
        var produced: Int
        var state: State
        /// If broken: how many of the bytes consumed, in this step or before it, come after the damage.
        var surplus = 0
    }

    private var libz = ZlibInflater()
    #if ISAL
        /// nil: libz decodes everything.
        private var blocks: BlockInflater?
    #endif

    init(_ decoder: GzipDecoder) {
        switch decoder.library {
        case .libz: break
        #if ISAL
            case .isal: blocks = BlockInflater(decoder)
        #endif
        }
    }

    /// Starts a new member. Only the first allocates memory.
    ///
    /// - Returns: false if out of memory.
    mutating func begin() -> Bool {
        #if ISAL
            if blocks != nil { return blocks!.begin() }
        #endif
        return libz.begin()
    }

    /// Decodes from `input` into `output`, from `start` on, until either is exhausted. `begin` must have
    /// been called.
    mutating func step(
        from input: Span<UInt8>, into output: inout MutableRawSpan, at start: Int
    ) -> Step {
        #if ISAL
            if blocks != nil { return blocks!.step(from: input, into: &output, at: start) }
        #endif
        return libz.step(from: input, into: &output, at: start)
    }

    /// How much of the output ISA-L decoded.
    var acceleratedBytes: Int {
        #if ISAL
            switch blocks {
            case .some(let blocks): return blocks.acceleratedBytes
            case nil: return 0
            }
        #else
            return 0
        #endif
    }

    /// Must be called when the stored bytes end inside a member.
    ///
    /// - Returns: whether output may have been held back; steps without input return it.
    mutating func endInput() -> Bool {
        #if ISAL
            if blocks != nil { return blocks!.endInput() }
        #endif
        return false
    }
}
