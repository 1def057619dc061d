/// The decoder of raw DEFLATE data (RFC 1951), for one member after another: the seam behind which there
/// are one library or two.
struct Inflater: ~Copyable {
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
        /// When broken: how many of the bytes that were consumed, in this step or before it, stand behind
        /// the damage.
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

    /// Starts a new member. Memory is taken for the first only.
    ///
    /// - Returns: false when there is no memory.
    mutating func begin() -> Bool {
        #if ISAL
            if blocks != nil { return blocks!.begin() }
        #endif
        return libz.begin()
    }

    /// Decodes from `input` into `output`, from `start` on, as far as either reaches. `begin` came
    /// before.
    mutating func step(
        from input: Span<UInt8>, into output: inout MutableRawSpan, at start: Int
    ) -> Step {
        #if ISAL
            if blocks != nil { return blocks!.step(from: input, into: &output, at: start) }
        #endif
        return libz.step(from: input, into: &output, at: start)
    }

    /// How much of what was produced ISA-L decoded.
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

    /// To be called where the stored bytes end inside a member.
    ///
    /// - Returns: whether there may be output that was held back; steps without input give it.
    mutating func endInput() -> Bool {
        #if ISAL
            if blocks != nil { return blocks!.endInput() }
        #endif
        return false
    }
}
