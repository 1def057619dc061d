/// Recognises formats that people pass by mistake, so that they are reported by name instead of as a
/// thousand broken lines (`input-not-json`).
///
/// Such an input is not read at all, so nothing a mail's sender can write may look like one: the first
/// bytes of an export are out of a sender's control, but later bytes may not be. Text counts as another
/// format only if no line of it starts like JSON, because such lines could be records.
package enum ForeignFormat: String, CaseIterable {
    case zip = "a ZIP archive"
    case zlib = "a zlib stream"
    case nestedGzip = "gzip inside gzip"
    case bzip2 = "bzip2 data"
    case xz = "xz data"
    case zstd = "Zstandard data"
    case sevenZip = "a 7-Zip archive"
    case lz4 = "LZ4 data"
    case snappy = "Snappy data"
    case tar = "a tar archive"
    case parquet = "a Parquet file"
    case avro = "an Avro file"
    case orc = "an ORC file"
    case sqlite = "an SQLite database"
    case jsonSequence = "a JSON text sequence"
    case pdf = "a PDF document"
    case utf16 = "UTF-16 text"
    case utf32 = "UTF-32 text"
    case xml = "XML or HTML"
    case keyValue = "Mimecast key=value lines"
    case cef = "CEF lines"
    case leef = "LEEF lines"
    case csv = "CSV"
    case python = "Python's printed objects"
    case powerShell = "PowerShell's printed objects"

    /// How to make it readable: a command, or what to export instead.
    package var remedy: String {
        let pipe = "| mimecast2sophos - …"
        return switch self {
        case .zip: "unzip -p FILE \(pipe)"
        case .zlib: "pigz -dcz < FILE \(pipe)"
        case .nestedGzip: "gzip -dc FILE \(pipe)"
        case .bzip2: "bzip2 -dc FILE \(pipe)"
        case .xz: "xz -dc FILE \(pipe)"
        case .zstd: "zstd -dc FILE \(pipe)"
        case .sevenZip: "7z x -so FILE \(pipe)"
        case .lz4: "lz4 -dc FILE \(pipe)"
        case .snappy: "snzip -dc FILE \(pipe)"
        case .parquet:
            "duckdb -c \"COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT json)\" \(pipe)"
        case .avro: "fastavro FILE \(pipe)"
        case .orc: "orc-contents FILE \(pipe)"
        case .sqlite: "sqlite3 -json FILE 'SELECT * FROM TABLE' \(pipe)"
        case .jsonSequence: "tr -d '\\036' < FILE \(pipe)"
        case .tar: "tar -xOf FILE \(pipe)"
        case .utf16: "iconv -f UTF-16 -t UTF-8 FILE \(pipe)"
        case .utf32: "iconv -f UTF-32 -t UTF-8 FILE \(pipe)"
        case .keyValue:
            "jq -Rc 'split(\"|\") | map(split(\"=\") | {(.[0]): (.[1:] | join(\"=\"))}) | add' FILE \(pipe)"
        case .csv: "mlr --icsv --ojsonl cat FILE \(pipe)"
        case .python:
            "python3 -c 'import ast,json,sys; [print(json.dumps(ast.literal_eval(x))) for x in open(sys.argv[1])]' FILE \(pipe)"
        case .powerShell: "export again with ConvertTo-Json -Depth 10"
        case .pdf, .xml, .cef, .leef: "export the log as JSON instead"
        }
    }

    /// The maximum number of bytes that the decision needs.
    package static let bytesNeeded = 4096

    /// Whether `head` suffices, so that the first records of a stream need not wait for more. The
    /// decision does not change with any bytes after it.
    package static func isDecided(_ head: [UInt8]) -> Bool {
        head.count >= bytesNeeded || beginsAsJSON(head) && !beginsAsPython(textStart(head))
    }

    /// The format of an input that starts with `head`, or nil if it may be JSON.
    package init?(_ head: [UInt8]) {
        if Self.isPython(head) {
            self = .python
            return
        }
        if Self.beginsAsJSON(head) { return nil }
        func starts(_ magic: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + magic.count
                && head[offset..<(offset + magic.count)].elementsEqual(magic)
        }

        if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
        } else if starts([0x1F, 0x8B]) {
            self = .nestedGzip
        } else if Self.isBzip2(head) {
            self = .bzip2
        } else if starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
            self = .xz
        } else if starts([0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else if starts([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
            self = .sevenZip
        } else if starts([0x04, 0x22, 0x4D, 0x18]) {
            self = .lz4
        } else if starts([0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8)) {
            self = .snappy
        } else if starts(Array("PAR1".utf8)), head.contains(where: Self.isNoText) {
            self = .parquet
        } else if starts(Array("Obj\u{1}".utf8)) {
            self = .avro
        } else if starts(Array("ORC".utf8)), head.contains(where: Self.isNoText) {
            self = .orc
        } else if starts(Array("SQLite format 3\0".utf8)) {
            self = .sqlite
        } else if starts(Array("ustar".utf8), at: Self.tarMagicStart),
            head[..<Self.tarMagicStart].contains(0)
        {
            self = .tar  // JSON never contains a NUL
        } else if starts([0xFF, 0xFE, 0, 0]) || starts([0, 0, 0xFE, 0xFF])
            || starts([0, 0, 0, 0x7B])
        {
            self = .utf32
        } else if starts([0xFF, 0xFE]) || starts([0xFE, 0xFF]) || Self.isUTF16WithoutMark(head) {
            self = .utf16
        } else if head.count >= 2, head[0] & 0x0F == 8, head[0] >> 4 <= 7,
            (UInt16(head[0]) << 8 | UInt16(head[1])) % 31 == 0, head.contains(where: Self.isNoText)
        {
            self = .zlib  // RFC 1950 §2.2: method 8, and a check value over the first two bytes
        } else if Self.hasLineOfJSON(head) {
            return nil
        } else {
            let text = Self.textStart(head)
            if text.first == 0x1E {
                self = .jsonSequence  // RFC 7464: a record separator before each text
            } else if text.starts(with: Array("%PDF-".utf8)) {
                self = .pdf
            } else if text.first == UInt8(ascii: "<"), let second = text.dropFirst().first,
                second == UInt8(ascii: "?") || second == UInt8(ascii: "!") || Self.isLetter(second)
            {
                self = .xml
            } else if text.starts(with: Array("CEF:".utf8)) {
                self = .cef
            } else if text.starts(with: Array("LEEF:".utf8)) {
                self = .leef
            } else if Self.isKeyValue(text) {
                self = .keyValue
            } else if text.starts(with: Array("@{".utf8)) || Self.isFormatList(text) {
                self = .powerShell
            } else if Self.isCSV(text) {
                self = .csv
            } else {
                return nil
            }
        }
    }

    /// A bracket, followed by a line, or by more than the name of a tar archive's first file, without
    /// the NUL that occurs in such an archive and in UTF-16. No other format here starts with a bracket.
    private static func beginsAsJSON(_ head: [UInt8]) -> Bool {
        let text = textStart(head)
        guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") else {
            return false
        }
        let end = text.firstIndex { $0 == 0 || $0 == 0x0A } ?? text.endIndex
        return end == text.endIndex ? head.count >= tarMagicStart : text[end] == 0x0A
    }

    /// The position of `ustar` in a tar header (POSIX.1, pax). The fields before it are padded with NUL.
    private static let tarMagicStart = 257

    /// The signature with its block size, then a block or the end of the stream.
    private static func isBzip2(_ head: [UInt8]) -> Bool {
        head.count > 4 && head.starts(with: Array("BZh".utf8))
            && (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(head[3])
            && (head[4] == 0x31 || head[4] == 0x17)
    }

    /// A control character that occurs in data but not in text.
    private static func isNoText(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
    }

    /// Whether a line after the first one starts with a bracket, where the reader would resynchronise.
    private static func hasLineOfJSON(_ head: [UInt8]) -> Bool {
        head.indices.dropLast().contains { index in
            head[index] == 0x0A
                && (head[index + 1] == UInt8(ascii: "{") || head[index + 1] == UInt8(ascii: "["))
        }
    }

    /// A bracket and a NUL, in either order: JSON in UTF-16 without a byte-order mark (RFC 4627 §3).
    private static func isUTF16WithoutMark(_ head: [UInt8]) -> Bool {
        guard head.count >= 4 else { return false }
        let brackets: [UInt8] = [UInt8(ascii: "{"), UInt8(ascii: "[")]
        return (brackets.contains(head[0]) && head[1] == 0 && head[2] != 0 && head[3] == 0)
            || (head[0] == 0 && brackets.contains(head[1]) && head[2] == 0 && head[3] != 0)
    }

    /// The text after a byte-order mark and white space.
    private static func textStart(_ head: [UInt8]) -> ArraySlice<UInt8> {
        var rest = head[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        return rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    /// Brackets followed by a single quote: `{'id': 1}`.
    private static func beginsAsPython(_ line: ArraySlice<UInt8>) -> Bool {
        let brackets = line.prefix { byte in
            byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == 0x20
        }
        return !brackets.isEmpty && line.dropFirst(brackets.count).first == UInt8(ascii: "'")
    }

    /// The first line starts that way, and so does every other line that starts with a bracket.
    private static func isPython(_ head: [UInt8]) -> Bool {
        let text = textStart(head)
        guard beginsAsPython(text) else { return false }
        return text.split(separator: 0x0A).dropLast(head.count >= bytesNeeded ? 1 : 0)
            .allSatisfy { line in
                guard line.first == UInt8(ascii: "{") || line.first == UInt8(ascii: "[") else {
                    return true
                }
                return beginsAsPython(line)
            }
    }

    /// `userEmailAddress : grace@example.com`: a name, white space, a colon.
    private static func isFormatList(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.prefix { isLetter($0) }
        let rest = text.dropFirst(name.count)
        let space = rest.prefix { $0 == 0x20 }
        return name.count > 1 && !space.isEmpty
            && rest.dropFirst(space.count).starts(with: Array(": ".utf8))
    }

    /// A first line of at least three names, separated by commas, semicolons or tabs, and a second one,
    /// if any, with as many cells.
    private static func isCSV(_ text: ArraySlice<UInt8>) -> Bool {
        let lines = text.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: true)
        guard let first = lines.first else { return false }
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
            guard let names = cells(first, separator), names.count >= 3,
                names.allSatisfy({ $0.contains(where: isLetter) })
            else { continue }
            // An incomplete second line is not conclusive.
            guard lines.count > 2 || lines.count == 2 && text.last == 0x0A,
                let values = cells(lines[1], separator)
            else { return true }
            return values.count == names.count
        }
        return false
    }

    /// The cells of a line; nil if text follows a cell's closing quote.
    private static func cells(
        _ line: ArraySlice<UInt8>, _ separator: UInt8
    ) -> [ArraySlice<UInt8>]? {
        var cells: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        var index = start
        var isQuoted = false
        while index < line.endIndex {
            let byte = line[index]
            if byte == UInt8(ascii: "\"") {
                if !isQuoted, index != start { return nil }
                isQuoted.toggle()
                let next = index + 1
                // A quote within quotes is doubled.
                if !isQuoted, next < line.endIndex, line[next] == byte {
                    isQuoted = true
                    index += 1
                } else if !isQuoted, next < line.endIndex, line[next] != separator,
                    line[next] != 0x0D
                {
                    return nil
                }
            } else if byte == separator, !isQuoted {
                cells.append(line[start..<index])
                start = index + 1
            } else if !isQuoted, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
                return nil
            }
            index += 1
        }
        return isQuoted ? nil : cells + [line[start...]]
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    /// `datetime=…|aCode=…|`: a name, an equals sign, and a bar on the first line.
    private static func isKeyValue(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.prefix { isLetter($0) }
        guard !name.isEmpty, text.dropFirst(name.count).first == UInt8(ascii: "=") else {
            return false
        }
        let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
        return line.contains(UInt8(ascii: "|"))
    }
}
