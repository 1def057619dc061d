internal import CZlib

/// Gzip files made by hand for tests, independent of the product's writer: the data is compressed by
/// zlib's own one-shot function, the framing is added here.
package enum GzipFixture {
    package static let magic: [UInt8] = [0x1F, 0x8B]

    /// Raw DEFLATE: zlib's stream (RFC 1950) without its 2 bytes of header and 4 of checksum.
    package static func deflated(_ data: [UInt8], level: Int32 = 6) -> [UInt8] {
        var length = compressBound(UInt(data.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        let result = compress2(&output, &length, data, UInt(data.count), level)
        precondition(result == Z_OK)
        return Array(output[2..<Int(length) - 4])
    }

    package static func littleEndian(_ value: UInt32) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    package static func header(
        method: UInt8 = 8, flags: UInt8 = 0, extra: [UInt8]? = nil, name: [UInt8]? = nil,
        comment: [UInt8]? = nil, checksum: HeaderChecksum = .none
    ) -> [UInt8] {
        var flags = flags
        if checksum != .none { flags |= 2 }
        if extra != nil { flags |= 4 }
        if name != nil { flags |= 8 }
        if comment != nil { flags |= 16 }
        var header = magic + [method, flags, 1, 2, 3, 4, 0, 3]
        if let extra { header += [UInt8(extra.count & 255), UInt8(extra.count >> 8)] + extra }
        if let name { header += name + [0] }
        if let comment { header += comment + [0] }
        if checksum != .none {
            let value = UInt16(truncatingIfNeeded: crc32(0, header, UInt32(header.count)))
            let written = checksum == .right ? value : value ^ 0x0100
            header += [UInt8(written & 255), UInt8(written >> 8)]
        }
        return header
    }

    package enum HeaderChecksum { case none, right, wrong }

    package static func member(
        _ data: [UInt8], header: [UInt8] = header(), level: Int32 = 6, crcError: UInt32 = 0,
        lengthError: UInt32 = 0
    ) -> [UInt8] {
        let checksum = UInt32(truncatingIfNeeded: crc32(0, data, UInt32(data.count))) ^ crcError
        let length = UInt32(truncatingIfNeeded: data.count) ^ lengthError
        return header + deflated(data, level: level) + littleEndian(checksum) + littleEndian(length)
    }

    /// Lines that compress like logs do.
    package static func lines(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        var lines: [UInt8] = []
        for number in 0..<count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            lines += Array(
                "{\"id\":\(number),\"url\":\"https://example.com/\(state >> 20)\"}\n".utf8)
        }
        return lines
    }
}
