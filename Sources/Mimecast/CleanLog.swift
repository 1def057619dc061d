package import JSONRecords

/// A log that is seen to be clean at a glance, as nearly every record of an archive is.
///
/// A shortcut: ``Kind``, ``ExpectedFormat`` and ``Verdict`` decide the same. They look at further fields only
/// if the record has one of those barred here, so whoever makes them look at another must bar it. A test and a
/// fuzzer compare the two.
package struct CleanLog: Sendable {
    package let kind: Kind
    package let glance: RecordReader.Glance

    /// - Parameter barred: fields that the record must not have for other reasons.
    package static func all(barred: FieldSet) -> [CleanLog] {
        // A type field decides first, then the rules before the one for clicks. Of two verdicts the first
        // counts, and a link makes an attachment log a click log.
        let barred = barred.union(Kind.typeFields.set).union(KindEvidence.KeyRule.askedBeforeURL)
        return [
            CleanLog(
                kind: .url,
                glance: RecordReader.Glance(
                    "clean", in: Field.scanResult.rawValue, textIn: Field.url.rawValue,
                    timeIn: Field.date.rawValue, barred: barred.union(FieldSet(.result)))),
            CleanLog(
                kind: .attachment,
                glance: RecordReader.Glance(
                    "safe", in: Field.result.rawValue, textIn: Field.fileName.rawValue,
                    timeIn: Field.date.rawValue, barred: barred.union(FieldSet(.url)))),
        ]
    }
}
