internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Sophos

/// Cores without an input of their own, and the inputs that are still read.
package struct SpareCores: Hashable, Sendable {
    package var free: Int
    package var inputs: Int

    package init(free: Int, inputs: Int) {
        self.free = free
        self.inputs = inputs
    }

    package var isOneFree: Bool { free > 0 }
    /// How many of them each input may take.
    package var share: Int { free / max(inputs, 1) }
}

/// A range of a file that was converted ahead of its reader.
///
/// Sendable although a converter is not: the thread that made it gives it away with the range, and the
/// file's converter takes it out.
final class ConvertedRange: @unchecked Sendable {
    var converter: FileConverter?

    init(_ converter: consuming FileConverter) { self.converter = consume converter }
}

/// A rejected piece of a range, whose place is counted from the range's beginning.
struct HeldReject {
    /// More of them are not kept: then the file's own converter reads the range.
    static let limit = 4096

    var note: RejectNote
    var length: UInt64
    var raw: [UInt8]
    var isWalked: Bool
    var array: [UInt8]?
}

/// A large plain file on several cores. Its records are converted in ranges, each by a converter of its
/// own, and the file's converter takes them over in their order: counts, alerts and rejects are those of
/// one converter that reads everything. Where that would not be so, it reads the range itself: where
/// something is open at the range's beginning or end, where an input proves to be a failure, and where
/// what is counted apart has a limit and it matters what came first.
extension FileConverter {
    /// Refusals in a row after which a file counts as one that cannot be divided.
    private static var refusalLimit: Int { 3 }

    /// Absorbs the ranges that were converted ahead, as far as they go from here.
    ///
    /// - Throws: `write`, of the alerts and rejects that are taken over.
    mutating func takeRanges(_ source: inout InputSource) throws(WriteError) {
        addHelpers(source)
        while source.bytesHandedOut == edge, let ranges = helpers?.ranges {
            // While a thread still works on what is next, we do on what comes behind.
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
            if interruption.isRequested { return }
        }
    }

    /// Begins threads for cores that are free by now.
    private mutating func addHelpers(_ source: borrowing InputSource) {
        guard refusals < Self.refusalLimit, let share = cores?().share,
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
        let (input, options, mapping) = (input, options, mapping)
        let (interruption, spareKeys, spareBuffers) = (interruption, spareKeys, spareBuffers)
        return RangesAhead(file, rangeBytes: options.rangeBytes, from: position) { range in
            var converter = FileConverter(
                input, options, mapping: mapping,
                alerts: AlertOutput(in: spareBuffers.take(), options),
                rejects: OutputFile(.nowhere), interruption: interruption, spareKeys: spareKeys)
            guard converter.convert(range, of: file) else { return nil }
            return ConvertedRange(converter)
        }
    }

    /// Converts a range by itself.
    ///
    /// - Returns: false when what was made of it is of no use.
    private mutating func convert(
        _ range: RangeAhead<ConvertedRange>, of file: FileParts
    ) -> Bool {
        heldRejects = []
        reader.move(to: range.bytes.lowerBound, lines: 0)
        var position = range.bytes.lowerBound
        // Alerts that are much longer than their records would take too much memory.
        let bytesLimit = 4 * Int(clamping: options.rangeBytes) + 1 << 20
        while true {
            do throws(WriteError) {
                guard try takeEvents() else { return false }
            } catch {
                return false
            }
            if range.isDropped || interruption.isRequested || result.damage != nil { return false }
            if heldRejects?.count ?? 0 > HeldReject.limit || alerts.bytesInMemory > bytesLimit {
                return false
            }
            if position == range.bytes.upperBound { return reader.isBetweenValues }
            let left = Int(clamping: range.bytes.upperBound - position)
            let count = reader.fill(atMost: min(options.readLimit, left)) {
                file.read(at: position, into: &$0)
            }
            // The file has become shorter.
            if count == 0 { return false }
            position += UInt64(count)
        }
    }

    /// Takes over a range.
    ///
    /// - Returns: false when it must be read.
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
        tellShape()
        other.tellUnwrapped()
        other.tellShape()
        let shapes = Set(result.tally.unknownShapes.keys).union(
            other.result.tally.unknownShapes.keys)
        let paths = Set(result.tally.unwrapped.keys).union(other.result.tally.unwrapped.keys)
        guard shapes.count < Tally.UnknownShape.limit, paths.count < Self.pathLimit,
            reader.meetNames(of: other.reader), unwrapper.meetNames(of: other.unwrapper),
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

    /// Adds the tally of a range's converter, whose records and lines count from the range's start.
    private mutating func absorbTally(_ other: Tally) {
        var other = other
        for names in other.unknownShapes.keys {
            other.unknownShapes[names]?.record += result.tally.seen
            other.unknownShapes[names]?.place.line += reader.linesRead
        }
        result.tally.add(other)
    }
}
