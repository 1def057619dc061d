package import ByteStreams

extension Sentences {
    /// `exports/clicks.json.gz: gzip-crc: member 1 has stored CRC-32 0x…, computed 0x… (byte 88317)`
    package static func line(_ file: Path, _ damage: StreamDamage) -> String {
        "\(TerminalText.path(file)): \(damage.reason.rawValue): \(detail(damage)) (byte \(damage.offset))"
    }

    /// What is wrong with an input as a whole.
    package static func detail(_ damage: StreamDamage) -> String {
        switch damage.detail {
        case .none: sentence(damage.reason)
        case .errno(let number): error(number)
        case .member(let number):
            damage.reason == .gzipTruncated
                ? "the file ends inside member \(number); expected the rest of it"
                : "member \(number) cannot be decompressed; expected deflate data (RFC 1951)"
        case .empty: "no byte; expected a gzip file, as its name says"
        case .checksum(let stored, let computed, let member):
            "member \(member) has stored CRC-32 \(TerminalText.checksum(stored)), computed \(TerminalText.checksum(computed))"
        case .length(let stored, let computed, let member):
            "member \(member) has stored length \(stored), computed \(computed)"
        case .headerChecksum(let stored, let computed, let member):
            "the header of member \(member) has stored CRC-16 \(TerminalText.checksum(UInt32(stored), digits: 4)), computed \(TerminalText.checksum(UInt32(computed), digits: 4))"
        case .magic(let first, let second, let member):
            "member \(member) begins with \(TerminalText.byte(first)) \(TerminalText.byte(second)); expected 0x1f 0x8b"
        case .compressionMethod(let method, let member):
            "member \(member) has compression method \(method); expected 8 (RFC 1952)"
        case .flags(let flags, let member):
            "member \(member) has flags \(TerminalText.byte(flags)); expected no reserved bit (RFC 1952)"
        case .garbage(let byte):
            "found \(TerminalText.byte(byte)) after the last member; expected another member or the end"
        case .specialFile: "a device or socket; expected a regular file"
        case .changed(_, let after):
            after == nil
                ? "the file is gone; expected it to stay while it is read"
                : "the file was changed; expected it to stay while it is read"
        case .named(let name):
            damage.reason == .inputNotJSON
                ? "\(TerminalText.escaped(name.utf8, limit: TerminalText.valueLimit)); expected JSON\(remedy(name))"
                : "the page reports an API error: \(TerminalText.escaped(name.utf8, limit: 240)); expected records"
        }
    }

    private static func remedy(_ name: String) -> String {
        ForeignFormat(rawValue: name).map { ": \($0.remedy)" } ?? ""
    }

    package static func sentence(_ reason: DamageReason) -> String {
        switch reason {
        case .gzipTruncated: "the file ends inside a gzip member"
        case .gzipData: "the compressed data is broken"
        case .gzipCRC: "the checksum does not hold"
        case .gzipLength: "the length does not hold"
        case .gzipHeader: "the gzip header is broken"
        case .gzipTrailingGarbage: "something stands behind the last gzip member"
        case .inputNotJSON: "another format"
        case .inputAPIError: "an exported failure instead of records"
        case .inputOpen: "cannot be opened"
        case .inputRead: "cannot be read to its end"
        case .inputChanged: "changed while it was read"
        }
    }

    /// The system's text for an error number, in English.
    package static func error(_ number: Int32) -> String { SystemCalls.text(ofError: number) }
}
