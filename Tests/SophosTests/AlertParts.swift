import JSONRecords
import Sophos

/// An alert whose parts are plain text, for tests of formats.
struct AlertParts {
    var category = Category.url
    var name = AlertName(
        type: "URL Protection", threat: Threat(id: "T1598.003", name: "Spearphishing Link"))
    var severity = Severity.high
    var eventTime: Int64 = 1_731_862_950_000
    var customerID: String?
    /// The content of a JSON string.
    var source: String? = "user@example.com"
    /// JSON texts.
    var values: KeyValuePairs<AlertKey, String> = [:]
    var record: String?
    var hasLoneSurrogates = false

    static let id = "12345678-9abc-8ef0-bedc-ba9876543210"

    /// The output of `format`. The parts become slices of one text, like those of a record.
    func line(in format: Format) -> String {
        var bytes: [UInt8] = []
        let add = { (text: String) -> Range<Int> in
            bytes += Array(text.utf8)
            return (bytes.count - text.utf8.count)..<bytes.count
        }
        let ranges = values.map { ($0.key, add($0.value)) }
        let source = source.map { add($0) }
        let record = record.map { add($0) }
        return JSONText.withText(of: bytes) { text in
            var values = AlertValues()
            for (key, range) in ranges { values[key] = text[range] }
            var alert = Alert(customerID: customerID.map { Array($0.utf8) })
            alert.category = category
            alert.name = name
            alert.severity = severity
            alert.eventTime = eventTime
            alert.id = AlertID(digest: 0x1234_5678_9ABC_DEF0, 0xFEDC_BA98_7654_3210)
            alert.source = source.map { text[$0] }
            alert.values = values
            alert.record = record.map { text[$0] }
            alert.hasLoneSurrogates = hasLoneSurrogates
            var buffer = ByteBuffer()
            format.append(alert, to: &buffer)
            return String(decoding: buffer.bytes, as: UTF8.self)
        }
    }
}
