/// The category of an alert.
///
/// Sophos's integration accepts the first three; rejections are rejected messages, which its sample
/// alerts mention and which are converted on request.
@usableFromInline package enum Category: String, CaseIterable, Hashable, Sendable {
    case attachment
    case impersonation
    case url
    case rejection

    /// The alert's `type`. Sophos publishes none for integrations, so it follows the pattern of Sophos's
    /// own types.
    package var type: StaticString {
        switch self {
        case .attachment: "Event::Integration::Mimecast::Attachment"
        case .impersonation: "Event::Integration::Mimecast::Impersonation"
        case .url: "Event::Integration::Mimecast::Url"
        case .rejection: "Event::Integration::Mimecast::Rejection"
        }
    }

    /// The name as written in `data.category`.
    package var word: StaticString {
        switch self {
        case .attachment: "attachment"
        case .impersonation: "impersonation"
        case .url: "url"
        case .rejection: "rejection"
        }
    }

    /// The category's place in the list, from 0.
    @inlinable package var index: Int {
        switch self {
        case .attachment: 0
        case .impersonation: 1
        case .url: 2
        case .rejection: 3
        }
    }

    /// The threat for alerts without a matching row, if requested (`--unmapped category`): the one that
    /// Sophos's table gives the category's own alert.
    package var threat: Threat? {
        switch self {
        case .attachment: Threat(id: "T1598.002", name: "Spearphishing Attachment")
        case .impersonation, .url: Threat(id: "T1598.003", name: "Spearphishing Link")
        case .rejection: nil
        }
    }
}
