/// A value of a document and where it stands.
package struct JSONNode: Hashable, Sendable {
    package indirect enum Value: Hashable, Sendable {
        case object([Member])
        case array([JSONNode])
        case string(String)
        /// The digits as they stand.
        case number(String)
        case boolean(Bool)
        case null
    }

    package struct Member: Hashable, Sendable {
        package var key: String
        /// The key's first byte.
        package var offset: Int
        package var node: JSONNode
    }

    package var value: Value
    /// Its first byte in the document.
    package var offset: Int
}
