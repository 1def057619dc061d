import JSONRecords

/// How a format writes a key and its value.
enum PairStyle {
    /// `key=value`
    case cef
    /// `key="value";`
    case keyValue

    var place: LineText.Place { self == .cef ? .extension : .quotes }

    /// What stands between a key and its value.
    func open(_ buffer: inout ByteBuffer) {
        switch self {
        case .cef: buffer.append("=")
        case .keyValue: buffer.append("=\"")
        }
    }

    /// What stands behind a value.
    func close(_ buffer: inout ByteBuffer) {
        if self == .keyValue { buffer.append("\";") }
    }
}
