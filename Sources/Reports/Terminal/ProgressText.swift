internal import Accounts
internal import ByteStreams
package import Pipeline

/// How far a run is, on one line: what fits of it, the most important first.
package enum ProgressText {
    /// Before that, a forecast is a guess.
    private static let forecastAfter: UInt64 = 1000
    /// A name cut shorter than this tells nothing.
    private static let shortestName = 12

    /// - Parameters:
    ///   - columns: of the terminal; the last one stays free, because some terminals wrap there.
    ///   - elapsed: milliseconds since the run began.
    package static func line(
        _ counts: RunProgress.Counts, columns: Int, elapsed: UInt64
    ) -> String {
        // In the order in which they stand. A greater weight stays longer when there is no room.
        var parts: [(weight: Int, text: String)] = [
            (9, share(counts)), (7, files(counts)), (3, bytes(counts)),
            (5, rate(counts.records, elapsed: elapsed)), (4, named(counts.alerts, "alert")),
            (6, counts.rejects > 0 ? named(counts.rejects, "reject") : ""),
            (8, timeLeft(counts, elapsed: elapsed)),
        ].filter { !$0.text.isEmpty }
        var room = max(0, columns - 1)
        var kept: Set<Int> = []
        for part in parts.sorted(by: { $0.weight > $1.weight }) {
            let space = part.text.utf8.count + (kept.isEmpty ? 0 : 2)
            if space <= room {
                room -= space
                kept.insert(part.weight)
            }
        }
        parts.removeAll { !kept.contains($0.weight) }
        var texts = parts.map(\.text)
        if let current = counts.current, room >= shortestName + 2 {
            texts.append(cut(TerminalText.path(current), to: room - 2))
        }
        return texts.joined(separator: "  ")
    }

    // MARK: Parts

    /// `43 %`, rounded down: all is only said when all is done. Empty where the whole is not known.
    private static func share(_ counts: RunProgress.Counts) -> String {
        guard let bytes = counts.bytes, bytes > 0 else { return "" }
        let product = min(counts.bytesDone, bytes).multipliedFullWidth(by: 100)
        return "\(bytes.dividingFullWidth(product).quotient) %"
    }

    private static func files(_ counts: RunProgress.Counts) -> String {
        "\(ClosingTable.grouped(UInt64(counts.filesDone)))/\(ClosingTable.grouped(UInt64(counts.files))) files"
    }

    /// `1.2/3.4 GB`, or `1.2 GB` where the whole is not known.
    private static func bytes(_ counts: RunProgress.Counts) -> String {
        let whole = counts.bytes ?? counts.bytesDone
        let units: [(UInt64, String)] = [
            (1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB"),
        ]
        let (size, name) = units.first { whole >= $0.0 } ?? (1, "B")
        func text(_ count: UInt64) -> String {
            size == 1 ? "\(count)" : "\(count / size).\(count % size / (size / 10))"
        }
        let done = text(min(counts.bytesDone, whole))
        return counts.bytes == nil ? "\(done) \(name)" : "\(done)/\(text(whole)) \(name)"
    }

    /// `12 k records/s`; empty where no time has passed.
    static func rate(_ records: UInt64, elapsed: UInt64) -> String {
        guard elapsed > 0 else { return "" }
        let rate = Double(records) * 1000 / Double(elapsed)
        return switch rate {
        case 9_999_500...: "\(Int(rate / 1_000_000)) M records/s"
        case 999_500...: "\(Int(rate / 1_000_000)).\(Int(rate / 100_000) % 10) M records/s"
        case 9_999.5...: "\(Int(rate / 1000)) k records/s"
        default: "\(Int(rate)) records/s"
        }
    }

    private static func named(_ count: UInt64, _ name: String) -> String {
        "\(ClosingTable.grouped(count)) \(name)\(count == 1 ? "" : "s")"
    }

    /// `0:42 left`: what is left of the bytes, as fast as until now.
    private static func timeLeft(_ counts: RunProgress.Counts, elapsed: UInt64) -> String {
        guard let bytes = counts.bytes, elapsed >= forecastAfter,
            counts.bytesDone > counts.bytesSkipped, counts.bytesDone <= bytes
        else { return "" }
        let done = Double(counts.bytesDone - counts.bytesSkipped)
        let left = Double(bytes - counts.bytesDone)
        let seconds = (Double(elapsed) / 1000 * left / done).rounded(.up)
        guard seconds < 1_000_000 else { return "" }
        return "\(clock(Int(seconds))) left"
    }

    /// `0.4 s`, `42.0 s`, `1:02:03`
    static func duration(_ milliseconds: UInt64) -> String {
        let tenths = (milliseconds + 50) / 100
        return tenths < 600
            ? "\(tenths / 10).\(tenths % 10) s" : clock(Int((milliseconds + 500) / 1000))
    }

    /// `0:42`, `1:02:03`
    private static func clock(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return hours > 0
            ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
    }

    // MARK: Names

    /// Cut in the middle with `…`: both the folder and the end of a name tell something.
    ///
    /// - Parameter columns: from 3.
    static func cut(_ text: String, to columns: Int) -> String {
        let scalars = Array(text.unicodeScalars)
        if scalars.reduce(0, { $0 + Self.columns($1) }) <= columns { return text }
        let room = columns - 1
        let head = fitting(scalars, into: room / 2)
        let tail = fitting(scalars.reversed(), into: room - room / 2).reversed()
        var result = String.UnicodeScalarView()
        result += head
        result.append("…")
        result += tail
        return String(result)
    }

    private static func fitting(_ scalars: [Unicode.Scalar], into columns: Int) -> [Unicode.Scalar]
    {
        var used = 0
        return Array(
            scalars.prefix { scalar in
                used += Self.columns(scalar)
                return used <= columns
            })
    }

    /// At most so many columns: from Hangul on (U+1100) there are wide characters.
    private static func columns(_ scalar: Unicode.Scalar) -> Int { scalar.value < 0x1100 ? 1 : 2 }
}
