internal import Accounts
internal import ByteStreams
package import Pipeline

/// A run's progress on one line: as much as fits, the most important parts first.
package enum ProgressText {
    /// Before that, a forecast would be a guess.
    private static let forecastAfter: UInt64 = 1000
    /// A name cut shorter than this is useless.
    private static let shortestName = 12

    /// - Parameters:
    ///   - columns: of the terminal; the last one is left free, because some terminals wrap there.
    ///   - elapsed: milliseconds since the run started.
    package static func line(
        _ counts: RunProgress.Counts, columns: Int, elapsed: UInt64
    ) -> String {
        // In display order. Parts with a higher weight are kept longer when room is short.
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

    /// `43 %`, rounded down, so that 100 % appears only at the end. Empty if the total is unknown.
    private static func share(_ counts: RunProgress.Counts) -> String {
        guard let bytes = counts.bytes, bytes > 0 else { return "" }
        let product = min(counts.bytesDone, bytes).multipliedFullWidth(by: 100)
        return "\(bytes.dividingFullWidth(product).quotient) %"
    }

    private static func files(_ counts: RunProgress.Counts) -> String {
        "\(ClosingTable.grouped(UInt64(counts.filesDone)))/\(ClosingTable.grouped(UInt64(counts.files))) files"
    }

    /// `1.2/3.4 GB`, or `1.2 GB` if the total is unknown.
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

    /// `12 k records/s`; empty if no time has passed.
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

    /// `0:42 left`: the time for the remaining bytes at the average speed so far.
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

    /// Cut in the middle with `…`, because both the folder and the end of a name are informative.
    ///
    /// - Parameter columns: at least 3.
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

    /// The maximum number of columns: wide characters start at Hangul (U+1100).
    private static func columns(_ scalar: Unicode.Scalar) -> Int { scalar.value < 0x1100 ? 1 : 2 }
}
