package import Mimecast
package import Sophos

extension Category {
    /// What Sophos files a kind of record under; nil for records that are no alerts.
    package init?(_ kind: Kind) {
        switch kind {
        case .attachment: self = .attachment
        case .impersonation: self = .impersonation
        case .url: self = .url
        case .rejection: self = .rejection
        case .other: return nil
        }
    }
}
