internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Sophos

/// The result of a range that was converted ahead of its reader.
///
/// Sendable although a converter is not: the thread that made it hands it over with the range, and only
/// the file's converter takes it out.
final class ConvertedRange: @unchecked Sendable {
    var converter: FileConverter?

    init(_ converter: consuming FileConverter) { self.converter = consume converter }
}

/// A rejected piece of a range, with its place relative to the start of the range.
struct HeldReject {
    /// With more than this many, the file's own converter reads the range.
    static let limit = 4096

    var note: RejectNote
    var length: UInt64
    var raw: [UInt8]
    var isWalked: Bool
    var array: [UInt8]?
}

/// Converts a large plain file on several cores. Each range of the file has a converter of its own, and
/// the file's converter absorbs their results in order, so that counts, alerts and rejects are those of a
/// single converter. Where they would not be, it reads the range itself: if something is open at either
/// end of the range, if the input turns out to be a failure, or if a limit on what is counted separately
/// makes the order matter.
extension FileConverter {
    /// After this many refusals in a row, a file is no longer divided.
    private static var refusalLimit: Int { 3 }

    /// Absorbs the finished ranges that follow the current position.
    ///
    /// - Throws: `write`, for the alerts and rejects that are taken over.
    mutating func takeRanges(_ source: inout InputSource) throws(WriteError) {
        addHelpers(source)
        while source.bytesHandedOut == edge, let ranges = helpers?.ranges {
            // While a helper is still converting the next range, convert a later one.
            if reader.isBetweenValues, ranges.workAhead(of: edge) { continue }
            let range: RangeAhead<ConvertedRange>
            switch ranges.next(at: edge) {
            case .own(let end):
                edge = end ?? .max
                return
            case .ahead(let next): range = next
            }
            if try take(range) {
                do throws(StreamDamage) {
                    try source.skip(range.bytes.upperBound - range.bytes.lowerBound)
                } catch {
                    result.note(error)
                    reader.finish()
                }
                refusals = 0
                edge = range.bytes.upperBound
                let step = step(bytes: source.bytesRead)
                progress.tell(step)
            } else {
                refusals += 1
                edge = range.bytes.upperBound
                if refusals == Self.refusalLimit {
                    helpers = nil
                    edge = .max
                }
                return
            }
            if context.interruption.isRequested { return }
        }
    }

    /// Starts helpers for cores that have become free.
    private mutating func addHelpers(_ source: borrowing InputSource) {
        guard refusals < Self.refusalLimit, let share = context.cores?().share,
            share > (helpers?.count ?? 0),
            !options.deduplicates, !options.replays, watcher == nil, let file = source.parts
        else { return }
        let position = source.bytesHandedOut
        if helpers == nil {
            guard file.size > position + 2 * options.rangeBytes else { return }
            let ranges = ranges(of: file, from: position)
            if case .own(let end?) = ranges.next(at: position) { edge = end }
            helpers = RangeHelpers(ranges)
        }
        while (helpers?.count ?? share) < share, helpers?.add() == true {}
    }

    func ranges(of file: FileParts, from position: UInt64) -> RangesAhead<ConvertedRange> {
        let (input, context, spareBuffers) = (input, context.unwatched.using(nil), spareBuffers)
        return RangesAhead(file, rangeBytes: options.rangeBytes, from: position) { range in
            var converter = FileConverter(
                input, context, alerts: AlertOutput(in: spareBuffers.take(), context.options),
                rejects: OutputFile(.nowhere))
            guard converter.convert(range, of: file) else { return nil }
            return ConvertedRange(converter)
        }
    }

    /// Converts a range by itself.
    ///
    /// - Returns: false if the result is of no use.
    private mutating func convert(
        _ range: RangeAhead<ConvertedRange>, of file: FileParts
    ) -> Bool {
        heldRejects = []
        reader.move(to: range.bytes.lowerBound, lines: 0)
        var position = range.bytes.lowerBound
        // Alerts that are much longer than their records would need too much memory.
        let bytesLimit = 4 * Int(clamping: options.rangeBytes) + 1 << 20
        while true {
            do throws(WriteError) {
                guard try takeEvents() else { return false }
            } catch {
                return false
            }
            if range.isDropped || context.interruption.isRequested || result.damage != nil {
                return false
            }
            if heldRejects?.count ?? 0 > HeldReject.limit || alerts.bytesInMemory > bytesLimit {
                return false
            }
            if position == range.bytes.upperBound { return reader.isBetweenValues }
            let left = Int(clamping: range.bytes.upperBound - position)
            let count = reader.fill(atMost: min(options.readLimit, left)) {
                file.read(at: position, into: &$0)
            }
            // The file was truncated in the meantime.
            if count == 0 { return false }
            position += UInt64(count)
        }
    }

    /// Takes over a range.
    ///
    /// - Returns: false if it must be read.
    private mutating func take(_ range: RangeAhead<ConvertedRange>) throws(WriteError) -> Bool {
        guard reader.isBetweenValues else {
            range.drop()
            return false
        }
        guard let converted = range.wait(), let other = converted.converter.take() else {
            return false
        }
        return try absorb(other, upTo: range.bytes.upperBound)
    }

    private mutating func absorb(
        _ other: consuming FileConverter, upTo end: UInt64
    ) throws(WriteError) -> Bool {
        var other = other
        tellUnwrapped()
        shapes.tell(&result.tally)
        other.tellUnwrapped()
        other.shapes.tell(&other.result.tally)
        let shapes = Set(result.tally.unknownShapes.keys).union(
            other.result.tally.unknownShapes.keys)
        let paths = Set(result.tally.unwrapped.keys).union(other.result.tally.unwrapped.keys)
        guard shapes.count < Tally.UnknownShape.limit, paths.count < Self.pathLimit,
            reader.learnNames(of: other.reader), unwrapper.learnNames(of: other.unwrapper),
            converter.absorb(other.converter)
        else { return false }
        let (seen, lines) = (result.tally.seen, reader.linesRead)
        absorbUnknown(other)
        absorbTally(other.result.tally)
        try alerts.absorb(other.alerts)
        other.alerts.giveBack(to: spareBuffers)
        for held in other.heldRejects ?? [] {
            var note = held.note
            note.record += seen
            note.place.line += lines
            try JSONText.withText(of: held.raw) { (raw) throws(WriteError) in
                try reject(
                    note, length: held.length, raw: raw, isWalked: held.isWalked, array: held.array)
            }
        }
        reader.move(to: end, lines: other.reader.linesRead)
        return true
    }

    private mutating func absorbUnknown(_ other: borrowing FileConverter) {
        unknown.absorb(other.unknown) { number in
            number < 0 ? number : reader.number(ofUnknown: other.reader.name(ofUnknown: number))
        }
        for level in other.unknownInside.indices {
            growUnknownInside(to: level)
            let (ours, theirs) = (unwrapper.reader(level), other.unwrapper.reader(level))
            unknownInside[level].absorb(other.unknownInside[level]) { number in
                number < 0 ? number : ours.number(ofUnknown: theirs.name(ofUnknown: number))
            }
        }
    }

    /// Adds the tally of a range's converter, which counts records and lines from the start of the range.
    private mutating func absorbTally(_ other: Tally) {
        var other = other
        for names in other.unknownShapes.keys {
            other.unknownShapes[names]?.record += result.tally.seen
            other.unknownShapes[names]?.place.line += reader.linesRead
        }
        result.tally.add(other)
    }
}
