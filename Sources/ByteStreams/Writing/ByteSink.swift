/// Where bytes go.
package protocol ByteSink: ~Copyable {
    /// Writes all of `bytes`.
    ///
    /// - Throws: when some could not be written; how many were is then unknown.
    mutating func write(_ bytes: RawSpan) throws(WriteError)
}

extension ByteSink where Self: ~Copyable {
    package mutating func write(_ bytes: [UInt8]) throws(WriteError) {
        try bytes.withBytes { (bytes) throws(WriteError) in try write(bytes) }
    }
}
