#if ISAL
    /// Raw DEFLATE data, block by block: decoded by ISA-L, and by libz where ISA-L does not suffice.
    ///
    /// ISA-L is twice as fast, but designed for valid data: it accepts codes that libz rejects, and for
    /// invalid data it reports neither where the error is nor how much output before it is good. So:
    ///
    /// 1. ISA-L is only given blocks whose header libz would accept (``DeflateHeader``).
    /// 2. Each is given to it with a header that marks it as the last block, so that it stops at its
    ///    end.
    /// 3. If it finds an error, or the stored bytes end, or a block is too large to keep, libz decodes
    ///    the same block from its start. Any output not returned yet, the verdict and its offset come
    ///    from libz.
    ///
    /// So the output is always what libz alone would have produced. Invariants for changes to this file:
    /// except in the stage `libz`, `held` has all bytes taken from the block; `blockBytes` counts the
    /// output of the block returned so far; and at a block's start libz or `window` has the preceding
    /// data, as `isLibzCurrent` and `isWindowCurrent` say.
    struct BlockInflater: ~Copyable {
        private enum Stage {
            /// In the header of a block for ISA-L, possibly partly read.
            case header
            /// In its data.
            case isal
            /// In, or at the start of, a block that libz decodes.
            case libz
            /// libz decodes again what was taken from a block before it fell to libz.
            case again
        }

        /// The result of one stage.
        private struct Turn {
            var consumed = 0
            var produced = 0
            /// nil: continue with the next stage at once.
            var state: Inflater.State?
        }

        /// A block with more stored bytes is decoded entirely by libz. Few encoders produce such blocks:
        /// zlib ends a block after 16,384 symbols.
        private static let mostHeld = 1 << 20

        private let decoder: GzipDecoder
        private var libz = ZlibInflater()
        private var isal: ISALDecoder
        private var stage = Stage.libz

        /// By how many bytes the blocks so far exceeded the required average. It starts one block in
        /// debt, so that small files are left to libz.
        private var credit: Int
        /// The bits of the current block in the last byte before it.
        private var firstBits = DeflateBits()
        private var isLast = false
        private var blockBytes = 0
        private var held: [UInt8] = []
        /// The last byte that libz took.
        private var lastByte: UInt8 = 0

        /// The data before the current position, if ISA-L decoded it. The block's start is marked.
        private var window = DataWindow()
        private var isWindowCurrent = true
        private var isLibzCurrent = true

        /// How far libz has got in `held`, and how much it still has to decode that was already
        /// returned.
        private var position = 0
        private var repeated = 0

        /// Bytes decoded by ISA-L, over all members.
        private(set) var acceleratedBytes = 0

        init(_ decoder: GzipDecoder) {
            self.decoder = decoder
            isal = ISALDecoder(assumesForgetful: decoder.assumesForgetful)
            credit = -decoder.leastBlockBytes
        }

        mutating func begin() -> Bool {
            window.removeAll()
            isWindowCurrent = true
            isLibzCurrent = true
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
                    case .header: readHeader(rest)
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
            (stage == .isal || (stage == .header && !held.isEmpty)) && leaveToLibz()
        }

        // MARK: Blocks

        private mutating func beginBlock(at bits: DeflateBits) {
            stage = credit >= 0 ? .header : .libz
            firstBits = bits
            held.removeAll(keepingCapacity: true)
            blockBytes = 0
        }

        /// - Returns: nil if another block follows.
        private mutating func endBlock(at bits: DeflateBits) -> Inflater.State? {
            let least = decoder.leastBlockBytes
            credit = min(max(credit + blockBytes - least, -least), 16 * least)
            beginBlock(at: bits)
            return isLast ? .ended : nil
        }

        /// Ends a block that libz decoded.
        private mutating func endBlock(_ stop: DeflateStop) -> Inflater.State? {
            isLast = stop.isInLastBlock
            isWindowCurrent = false
            let unused = stop.unusedBits
            return endBlock(at: DeflateBits(value: lastByte >> (8 - unused), count: unused))
        }

        // MARK: ISA-L

        private mutating func readHeader(_ input: Span<UInt8>) -> Turn {
            let before = held.count
            held.append(
                contentsOf: input.extracting(..<min(input.count, DeflateHeader.mostBytes - before)))
            switch DeflateHeader(firstBits, held.span) {
            case .incomplete:
                if held.count < DeflateHeader.mostBytes {
                    return Turn(consumed: held.count - before, state: .running)
                }
            case .coded(let isLast, let byteCount):
                held.removeLast(held.count - byteCount)
                self.isLast = isLast
                if beginISAL() {
                    stage = .isal
                    return Turn(consumed: byteCount - before)
                }
            case .other:
                break
            }
            held.removeLast(max(held.count - before, 0))
            return Turn(state: leaveToLibz() ? nil : .outOfMemory)
        }

        /// Passes the header in `held` to ISA-L.
        ///
        /// - Returns: false if ISA-L does not accept it.
        private mutating func beginISAL() -> Bool {
            updateWindow()
            // RFC 1951 §3.2.3: the first bit says whether the block is the last.
            var bits = firstBits
            var header = held
            if bits.count > 0 { bits.value |= 1 } else { header[0] |= 1 }
            return window.withBytes { isal.begin(at: bits, header: header.span, window: $0) }
        }

        private mutating func decodeByISAL(
            _ input: Span<UInt8>, _ output: inout MutableRawSpan, _ start: Int
        ) -> Turn {
            let step = isal.step(from: input, into: &output, at: start)
            // Nothing from a broken step can be trusted.
            if step.state == .broken { return Turn(state: leaveToLibz() ? nil : .outOfMemory) }
            held.append(contentsOf: input.extracting(..<step.consumed))
            window.append(output.bytes.extracting(start..<start + step.produced))
            blockBytes += step.produced
            acceleratedBytes += step.produced
            var turn = Turn(consumed: step.consumed, produced: step.produced, state: step.state)
            if step.state == .ended {
                isLibzCurrent = false
                turn.state = endBlock(at: isal.bitsAtEnd)
            } else if held.count > Self.mostHeld
                // It stopped without a reason.
                || (step.consumed < input.count && start + step.produced < output.byteCount)
            {
                turn.state = leaveToLibz() ? nil : .outOfMemory
            }
            return turn
        }

        /// Makes `window` current, and marks the start of the block.
        private mutating func updateWindow() {
            if !isWindowCurrent {
                window.removeAll()
                libz.window.withBytes { window.append($0) }
                isWindowCurrent = true
            }
            window.mark()
        }

        // MARK: libz

        private mutating func decodeByLibz(
            _ input: Span<UInt8>, _ output: inout MutableRawSpan, _ start: Int
        ) -> Turn {
            guard isLibzCurrent || updateLibz() else { return Turn(state: .outOfMemory) }
            let step = libz.step(from: input, into: &output, at: start, stopsAtBlocks: true)
            if step.consumed > 0 { lastByte = input[step.consumed - 1] }
            blockBytes += step.produced
            let stop = libz.stop
            var turn = Turn(consumed: step.consumed, produced: step.produced, state: step.state)
            if step.state == .running {
                if stop.isAtBlockEnd { turn.state = endBlock(stop) }
                if stop.isAtHeaderEnd { turn.state = nil }
            }
            return turn
        }

        /// Puts libz at the start of the block, with the current window.
        ///
        /// - Returns: false if out of memory.
        private mutating func updateLibz() -> Bool {
            isLibzCurrent = true
            libz.begin(at: firstBits)
            return window.withBytes { libz.setWindow($0) }
        }

        /// Leaves the current block to libz, from its start.
        ///
        /// - Returns: false if out of memory.
        private mutating func leaveToLibz() -> Bool {
            if stage == .isal {
                window.returnToMark()
            } else if isLibzCurrent, held.isEmpty {
                stage = .libz
                return true
            } else {
                updateWindow()
            }
            stage = .again
            position = 0
            repeated = blockBytes
            return updateLibz()
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
            let stop = libz.stop
            if stop.isAtHeaderEnd {
                turn.state = nil
            } else if stop.isAtBlockEnd {
                // If ISA-L continued past the end, none of its output can be trusted.
                turn.state = repeated == 0 && position == held.count ? endBlock(stop) : .broken
            } else if step.produced == room {
                turn.state = isNew ? .running : nil
            } else if repeated > 0 {
                turn.state = .broken  // ISA-L produced more than the bytes contain
            } else {
                stage = .libz
                turn.state = nil
            }
            return turn
        }
    }
#endif
