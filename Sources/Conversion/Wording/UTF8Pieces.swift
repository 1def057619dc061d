/// Bytes as scalars where they are UTF-8 (RFC 3629), and as bytes where they are not.
struct UTF8Pieces: IteratorProtocol {
    enum Piece {
        case scalar(Unicode.Scalar)
        case byte(UInt8)
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Piece? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        let length =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        let end = min(position + length, bytes.count)
        // The standard library judges: overlong forms, surrogates and what is too great are no text.
        if let text = String(validating: bytes[position..<end], as: UTF8.self),
            let scalar = text.unicodeScalars.first
        {
            position = end
            return .scalar(scalar)
        }
        position += 1
        return .byte(first)
    }
}
