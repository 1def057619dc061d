#if ISAL
    /// Raw DEFLATE data, block by block: libz reads the header of each, ISA-L decodes what follows.
    ///
    /// ISA-L is twice as fast, and made for sound data: it accepts codes that libz refuses, and where data
    /// breaks the rules, it says neither where nor how much before it is good. So libz has the first word
    /// and the last:
    ///
    /// 1. libz reads each header, and stays there, at the start of the block's data. What libz refuses,
    ///    ISA-L never sees.
    /// 2. ISA-L gets the block with a header that says that it is the last: so ISA-L stops at its end.
    /// 3. Where ISA-L finds an error, or the stored bytes end, or a block is too large to be held, libz
    ///    decodes the same block again from where it stayed. What was not yet handed out, the verdict and
    ///    its place are then libz's.
    ///
    /// So whatever comes out is what libz alone would have made of it. To change this file, keep true that
    /// `held` has all bytes of the block's data that ISA-L took, that `blockBytes` counts what was handed
    /// out of the block, and that libz is at the block's data, or further, in every stage.
    struct BlockInflater: ~Copyable {
        private enum Stage {
            /// In the header of a block, in part read or not.
            case header
            /// In its data, which ISA-L decodes.
            case isal
            /// In its data, which libz decodes.
            case libz
            /// libz decodes again what ISA-L took of it.
            case again
        }

        /// What one stage did.
        private struct Turn {
            var consumed = 0
            var produced = 0
            /// nil: the next stage goes on at once.
            var state: Inflater.State?
        }

        /// Of a block with more stored bytes, libz decodes the rest. Few encoders make any: zlib ends a
        /// block after 16,384 symbols.
        private static let mostHeld = 1 << 20

        private let decoder: GzipDecoder
        private var libz = ZlibInflater()
        private var isal: ISALDecoder
        private var stage = Stage.header

        /// By how many bytes the blocks so far were larger than they must be on average. It starts a block
        /// in debt, so that small files are left to libz.
        private var credit: Int
        /// Whether ISA-L is to decode the present block.
        private var isForISAL = false
        private var isLast = false
        /// Data that ISA-L decoded, of all members.
        private(set) var acceleratedBytes = 0
        /// The bits of the present block in the last byte before it; then the bytes of its header.
        private var firstBits = DeflateBits()
        private var header: [UInt8] = []
        /// How much of its data was handed out.
        private var blockBytes = 0
        private var held: [UInt8] = []
        /// The byte that libz took last.
        private var lastByte: UInt8 = 0

        /// The data before the present place: the last 32 KiB, or more. libz has it where it decoded.
        private var window: [UInt8] = []
        private var isWindowCurrent = true

        /// How far libz got in `held`, and how much it has still to decode that was handed out before.
        private var position = 0
        private var repeated = 0

        init(_ decoder: GzipDecoder) {
            self.decoder = decoder
            isal = ISALDecoder(assumesForgetful: decoder.assumesForgetful)
            credit = -decoder.leastBlockBytes
        }

        mutating func begin() -> Bool {
            window.removeAll(keepingCapacity: true)
            isWindowCurrent = true
            beginBlock(at: DeflateBits())
            return libz.begin()
        }

        mutating func step(
            from input: Span<UInt8>, into output: inout MutableRawSpan, at start: Int
        ) -> Inflater.Step {
            var consumed = 0
            var end = start
            while true {
                let rest = input.extracting(consumed...)
                let turn =
                    switch stage {
                    case .header: readHeader(rest, &output, end)
                    case .isal: decodeByISAL(rest, &output, end)
                    case .libz: decodeByLibz(rest, &output, end)
                    case .again: decodeAgain(&output, end)
                    }
                consumed += turn.consumed
                end += turn.produced
                if let state = turn.state {
                    return Inflater.Step(
                        consumed: consumed, produced: end - start, state: state,
                        surplus: stage == .again ? held.count - position : 0)
                }
            }
        }

        mutating func endInput() -> Bool {
            guard stage == .isal else { return false }
            beginAgain()
            return true
        }

        // MARK: Blocks

        private mutating func beginBlock(at bits: DeflateBits) {
            stage = .header
            isForISAL = credit >= 0
            firstBits = bits
            lastByte = bits.value << (8 - bits.count)
            header.removeAll(keepingCapacity: true)
            held.removeAll(keepingCapacity: true)
            blockBytes = 0
        }

        /// - Returns: nil when another block follows.
        private mutating func endBlock(at bits: DeflateBits) -> Inflater.State? {
            let least = decoder.leastBlockBytes
            credit = min(max(credit + blockBytes - least, -least), 16 * least)
            beginBlock(at: bits)
            return isLast ? .ended : nil
        }

        private mutating func endBlockOfLibz() -> Inflater.State? {
            isWindowCurrent = false
            let count = libz.stop.unusedBits
            return endBlock(at: DeflateBits(value: lastByte >> (8 - count), count: count))
        }

        private mutating func readHeader(
            _ input: Span<UInt8>, _ output: inout MutableRawSpan, _ start: Int
        ) -> Turn {
            let step = libz.step(from: input, into: &output, at: start, stopsAtBlocks: true)
            if step.consumed > 0 { lastByte = input[step.consumed - 1] }
            if isForISAL { header.append(contentsOf: input.extracting(..<step.consumed)) }
            var turn = Turn(consumed: step.consumed, state: step.state)
            if step.state == .running, libz.stop.isAtHeaderEnd {
                isLast = libz.stop.isInLastBlock
                stage = isForISAL && beginISAL() ? .isal : .libz
                turn.state = nil
            }
            return turn
        }

        private mutating func decodeByLibz(
            _ input: Span<UInt8>, _ output: inout MutableRawSpan, _ start: Int
        ) -> Turn {
            let step = libz.step(from: input, into: &output, at: start, stopsAtBlocks: true)
            if step.consumed > 0 { lastByte = input[step.consumed - 1] }
            blockBytes += step.produced
            var turn = Turn(consumed: step.consumed, produced: step.produced, state: step.state)
            if step.state == .running, libz.stop.isAtBlockEnd { turn.state = endBlockOfLibz() }
            return turn
        }

        // MARK: ISA-L

        /// Gives ISA-L the header that libz has read.
        ///
        /// - Returns: false when it cannot do anything with it.
        private mutating func beginISAL() -> Bool {
            if !isWindowCurrent {
                libz.copyWindow(to: &window)
                isWindowCurrent = true
            }
            // RFC 1951 §3.2.3: the first bit says whether the block is the last.
            var bits = firstBits
            if bits.count > 0 { bits.value |= 1 } else { header[0] |= 1 }
            let (header, window) = (header, window)
            return isal.begin(at: bits, header: header.span, window: window.span)
        }

        private mutating func decodeByISAL(
            _ input: Span<UInt8>, _ output: inout MutableRawSpan, _ start: Int
        ) -> Turn {
            let step = isal.step(from: input, into: &output, at: start)
            if step.state == .broken {
                // Nothing of this step can be trusted.
                beginAgain()
                return Turn()
            }
            held.append(contentsOf: input.extracting(..<step.consumed))
            keepWindow(output.bytes.extracting(start..<start + step.produced))
            blockBytes += step.produced
            acceleratedBytes += step.produced
            var turn = Turn(consumed: step.consumed, produced: step.produced, state: step.state)
            if step.state == .ended {
                let bits = isal.bitsAtEnd
                let window = window
                let isReady = isLast || libz.begin(at: bits, window: window.span)
                turn.state = isReady ? endBlock(at: bits) : .outOfMemory
            } else if held.count > Self.mostHeld
                // It stopped without a reason.
                || (step.consumed < input.count && start + step.produced < output.byteCount)
            {
                beginAgain()
                turn.state = nil
            }
            return turn
        }

        /// Keeps what will be the window of libz.
        private mutating func keepWindow(_ data: RawSpan) {
            let most = ZlibInflater.windowBytes
            if data.byteCount >= most {
                window.removeAll(keepingCapacity: true)
                window.append(contentsOf: data.extracting(last: most))
            } else {
                window.append(contentsOf: data)
                if window.count > 4 * most { window.removeFirst(window.count - most) }
            }
        }

        // MARK: Again

        private mutating func beginAgain() {
            stage = .again
            position = 0
            repeated = blockBytes
        }

        private mutating func decodeAgain(_ output: inout MutableRawSpan, _ start: Int) -> Turn {
            let isNew = repeated == 0
            var waste = [UInt8](repeating: 0, count: min(repeated, 16 << 10))
            let room = isNew ? output.byteCount - start : waste.count
            let held = held
            let rest = held.span.extracting(position...)
            let step =
                if isNew {
                    libz.step(from: rest, into: &output, at: start, stopsAtBlocks: true)
                } else {
                    waste.withMutableBytes(from: 0) {
                        libz.step(from: rest, into: &$0, at: 0, stopsAtBlocks: true)
                    }
                }
            if step.consumed > 0 { lastByte = rest[step.consumed - 1] }
            position += step.consumed
            if isNew { blockBytes += step.produced } else { repeated -= step.produced }

            var turn = Turn(produced: isNew ? step.produced : 0, state: step.state)
            guard step.state == .running else { return turn }
            if libz.stop.isAtBlockEnd {
                // If ISA-L went on behind the end, nothing that it made can be trusted.
                turn.state = repeated == 0 && position == held.count ? endBlockOfLibz() : .broken
            } else if step.produced == room {
                turn.state = isNew ? .running : nil
            } else if repeated > 0 {
                turn.state = .broken  // ISA-L made more of the bytes than there is in them
            } else {
                stage = .libz
                turn.state = nil
            }
            return turn
        }
    }

    /// The next bits of what follows, in the last byte before it.
    struct DeflateBits {
        /// The next one is the lowest.
        var value: UInt8 = 0
        /// 0 to 7.
        var count = 0
    }

    /// Where libz stopped.
    struct DeflateStop {
        var isAtHeaderEnd: Bool
        var isAtBlockEnd: Bool
        var isInLastBlock: Bool
        /// Of the last byte that was taken.
        var unusedBits: Int
    }
#endif
