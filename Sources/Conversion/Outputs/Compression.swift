/// How alert files are stored.
package enum Compression: String, Hashable, Sendable, CaseIterable {
    case none
    /// One gzip member a file, without a name or a time, so that equal alerts give equal bytes.
    case gzip

    /// What it adds to a file's name.
    var suffix: String {
        switch self {
        case .none: ""
        case .gzip: ".gz"
        }
    }
}
