import Accounts
import JSONRecords
import Mimecast
import Sophos
import TestSupport

@testable import Pipeline

/// All records of an input through filters and mapping in every format: nothing crashes the program, and
/// all formats agree on an alert.
enum RecordsTarget {
    static func run(_ given: [UInt8]) {
        guard let input = FuzzInput(given) else { return }
        let outcomes = Format.allCases.map { convert(input, $0) }
        guard let first = outcomes.first else { return }
        require(outcomes.allSatisfy { $0.count == first.count }, "a format changes what is kept")
        for number in first.indices {
            var lines = AlertLines()
            for (format, alerts) in zip(Format.allCases, outcomes) {
                lines.set(alerts[number], format)
            }
            lines.check()
        }
    }

    /// The alerts of the input in one format.
    private static func convert(_ input: FuzzInput, _ format: Format) -> [[UInt8]] {
        var options = ConvertOptions()
        options.format = format
        options.categories = Set(Category.allCases)
        options.includesRaw = input.choice & 1 == 1
        options.unmapped = ConvertOptions.Unmapped.allCases[input.choice / 2 % 3]
        var reader = RecordReader(MimecastFields.table, limit: 1 << 16, chunkBytes: 256)
        var converter = RecordConverter(options, mapping: .builtIn)
        let cleanLogs = CleanLogs(options, copies: Unwrapper.copies)
        var position = 0
        var buffer = ByteBuffer()
        var alerts: [[UInt8]] = []
        while true {
            switch reader.next() {
            case .record, .prefixedRecord:
                let current = reader.current()
                buffer.removeAll()
                let array = reader.arrayName.map { Kind(arrayName: $0) }
                let decision = converter.convert(current, in: array, to: &buffer)
                if let clean = cleanLogs.find(
                    in: &reader, array: array, ordinal: reader.arrayOrdinal)
                {
                    guard case .filtered(.cleanOrSafe) = decision.outcome else {
                        fatalError("a record that is clean at a glance is not filtered")
                    }
                    require(decision.eventTime == clean.eventTime, "another time at a glance")
                    require(decision.category == clean.category, "another category at a glance")
                }
                if case .converted = decision.outcome {
                    alerts.append(buffer.bytes)
                } else {
                    require(buffer.isEmpty, "an alert of a record that was not converted")
                }
            case .needsBytes:
                position += reader.fill(atMost: 1 + input.choice) { room in
                    let count = min(room.byteCount, input.bytes.count - position)
                    for index in 0..<count {
                        room.storeBytes(
                            of: input.bytes[position + index], toByteOffset: index, as: UInt8.self)
                    }
                    return count
                }
            case .broken, .separatorComma, .envelopeFailure: continue
            case .end:
                var tally = Tally()
                converter.finish(&tally)
                let counted = tally.categories.values.reduce(0) { $0 + $1.converted }
                require(counted == UInt64(alerts.count), "\(counted) alerts counted")
                return alerts
            }
        }
    }
}
