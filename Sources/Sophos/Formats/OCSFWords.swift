import JSONRecords

/// What happened to a mail or a click, in OCSF's numbers: `disposition_id` and `action_id` of its
/// profile Security Control.
struct Disposition {
    let id: Int
    /// nil for 99, for which OCSF requires the word itself.
    let caption: StaticString?
    let actionID: Int
    let actionCaption: StaticString?

    /// False if the word has no clear equivalent and both numbers are 99.
    var isMapped: Bool { caption != nil }

    /// - Parameter action: Mimecast's word.
    init(_ action: JSONText) {
        self = JSONStrings.withPlainText(of: action.content) { Self(plain: $0.trimmed) }
    }

    private init(plain word: JSONText) {
        if word.equalsIgnoringCase("block") {
            self.init(2, "Blocked", action: 2, "Denied")
        } else if word.equalsIgnoringCase("hold") || word.equalsIgnoringCase("hld") {
            self.init(3, "Quarantined", action: 2, "Denied")
        } else if word.equalsIgnoringCase("allow") {
            self.init(1, "Allowed", action: 1, "Allowed")
        } else if word.equalsIgnoringCase("rej") || word.equalsIgnoringCase("bounce") {
            self.init(25, "Rejected", action: 2, "Denied")
        } else if word.equalsIgnoringCase("none") || word.equalsIgnoringCase("none, none") {
            self.init(16, "No Action", action: 3, "Observed")
        } else {
            self.init(99, nil, action: 99, nil)
        }
    }

    private init(
        _ id: Int, _ caption: StaticString?, action: Int, _ actionCaption: StaticString?
    ) {
        self.id = id
        self.caption = caption
        actionID = action
        self.actionCaption = actionCaption
    }
}

/// The direction of a mail, in OCSF's numbers: `direction_id` of the connection that delivered it.
/// Mimecast's internal is OCSF's lateral.
struct Direction {
    let id: Int
    /// nil for 99, for which OCSF requires the word itself.
    let caption: StaticString?

    /// - Parameter route: Mimecast's word.
    init(_ route: JSONText) {
        self = JSONStrings.withPlainText(of: route.content) { Self(plain: $0.trimmed) }
    }

    private init(plain word: JSONText) {
        if word.equalsIgnoringCase("inbound") {
            (id, caption) = (1, "Inbound")
        } else if word.equalsIgnoringCase("outbound") {
            (id, caption) = (2, "Outbound")
        } else if word.equalsIgnoringCase("internal") {
            (id, caption) = (3, "Lateral")
        } else {
            (id, caption) = (99, nil)
        }
    }
}
