#if ISAL
    /// Leading bits of the following data that are in the last byte before it.
    struct DeflateBits {
        /// The next bit is the lowest.
        var value: UInt8 = 0
        /// 0 to 7.
        var count = 0
    }

    /// A block's header (RFC 1951 §3.2.3 to §3.2.7), validated as libz does it.
    ///
    /// These codes decode nothing. But ISA-L also accepts incomplete codes, which libz rejects, and then
    /// produces data from invalid input.
    enum DeflateHeader: Equatable {
        /// The header continues after the bytes.
        case incomplete
        /// Codes and data follow.
        ///
        /// - byteCount: the number of bytes with bits of the header.
        case coded(isLast: Bool, byteCount: Int)
        /// A stored block, or one that libz would not accept.
        case other

        /// The maximum size of a header.
        static let mostBytes = (3 + 14 + 19 * 3 + (286 + 30) * (7 + 7)) / 8 + 1

        init(_ first: DeflateBits, _ bytes: Span<UInt8>) {
            var bits = HeaderBits(first, bytes)
            let isLast = bits.take(1) == 1
            let kind = bits.take(2)
            if bits.isBeyondEnd {
                self = .incomplete
            } else if kind == 1 {
                self = .coded(isLast: isLast, byteCount: bits.byteCount)
            } else if kind == 2 {
                self.init(isLast: isLast, codesAt: &bits)
            } else {
                self = .other
            }
        }

        /// A block with its own codes (RFC 1951 §3.2.7).
        private init(isLast: Bool, codesAt bits: inout HeaderBits) {
            let literalCount = bits.take(5) + 257
            let distanceCount = bits.take(5) + 1
            let lengthCount = bits.take(4) + 4
            var lengths = InlineArray<19, UInt8>(repeating: 0)
            for index in 0..<lengthCount {
                lengths[Int(Self.lengthOrder[index])] = UInt8(bits.take(3))
            }
            if bits.isBeyondEnd {
                self = .incomplete
                return
            }
            guard literalCount <= 286, distanceCount <= 30, let code = LengthCode(lengths) else {
                self = .other
                return
            }

            var literals = CodeSum()
            var distances = CodeSum()
            var hasEnd = false
            var last = 0
            var index = 0
            let end = literalCount + distanceCount
            while index < end {
                var length = code.takeSymbol(&bits)
                var count = 1
                switch length {
                case 16:
                    if index == 0 { break }
                    length = last
                    count = 3 + bits.take(2)
                case 17:
                    length = 0
                    count = 3 + bits.take(3)
                case 18:
                    length = 0
                    count = 11 + bits.take(7)
                default: break
                }
                if bits.isBeyondEnd {
                    self = .incomplete
                    return
                }
                // 16 repeats the previous length, and there is none.
                guard length < 16, index + count <= end else {
                    self = .other
                    return
                }
                if length > 0 {
                    let ofLiterals = min(max(literalCount - index, 0), count)
                    literals.add(length, ofLiterals)
                    distances.add(length, count - ofLiterals)
                    if index <= 256, 256 < index + count { hasEnd = true }
                }
                last = length
                index += count
            }
            let isGood = hasEnd && literals.isGood && (distances.isGood || distances.longest == 0)
            self = isGood ? .coded(isLast: isLast, byteCount: bits.byteCount) : .other
        }

        /// How much of the code space codes of given lengths use.
        private struct CodeSum {
            var taken = 0
            var longest = 0

            mutating func add(_ length: Int, _ count: Int) {
                guard count > 0 else { return }
                taken += count << (15 - length)
                longest = max(longest, length)
            }

            /// Whether they use all of it, or are a single code of one bit.
            var isGood: Bool { taken == 1 << 15 || (longest == 1 && taken < 1 << 15) }
        }

        /// The order of the code lengths of the length code.
        private static let lengthOrder: InlineArray<19, UInt8> = [
            16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
        ]
    }

    /// The code for the lengths of the other codes: complete, with at most seven bits per symbol.
    private struct LengthCode {
        /// For each seven bits, the symbol they begin with, times eight, plus its length.
        private var entries = [UInt8](repeating: 0, count: 128)

        /// - Returns: nil if the code is not complete.
        init?(_ lengths: InlineArray<19, UInt8>) {
            var code = 0
            for length in 1...7 {
                for symbol in 0..<19 where Int(lengths[symbol]) == length {
                    guard code < 1 << length else { return nil }
                    var reversed = 0
                    for bit in 0..<length { reversed |= (code >> bit & 1) << (length - 1 - bit) }
                    for index in stride(from: reversed, to: 128, by: 1 << length) {
                        entries[index] = UInt8(symbol << 3 | length)
                    }
                    code += 1
                }
                code <<= 1
            }
            if code != 256 { return nil }
        }

        @inline(__always)
        func takeSymbol(_ bits: inout HeaderBits) -> Int {
            let entry = Int(entries[bits.next(7)])
            bits.skip(entry & 7)
            return entry >> 3
        }
    }

    /// The bits of a header, followed by zeros.
    private struct HeaderBits {
        /// The byte before the header, the header, and four zero bytes.
        private let bytes: [UInt8]
        private var position: Int
        private let end: Int

        init(_ first: DeflateBits, _ header: Span<UInt8>) {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(header.count + 5)
            bytes.append(first.value << (8 - first.count))
            bytes.append(contentsOf: header)
            end = 8 * bytes.count
            for _ in 0..<4 { bytes.append(0) }
            self.bytes = bytes
            position = 8 - first.count
        }

        var isBeyondEnd: Bool { position > end }
        /// Bytes after the first one from which bits were taken.
        var byteCount: Int { (position + 7) / 8 - 1 }

        /// The next bits, at most 14, the first one lowest.
        @inline(__always)
        func next(_ count: Int) -> Int {
            let index = min(position >> 3, bytes.count - 3)
            let word = Int(bytes[index]) | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2]) << 16
            return word >> (position & 7) & (1 << count - 1)
        }

        @inline(__always)
        mutating func skip(_ count: Int) { position += count }

        @inline(__always)
        mutating func take(_ count: Int) -> Int {
            let value = next(count)
            position += count
            return value
        }
    }
#endif
