internal import Sophos

/// The alerts that one input keeps: which of them are duplicates of others in it, or of alerts in
/// earlier inputs.
///
/// Inputs are converted in parallel, so one may keep an alert that an unfinished earlier input has, too.
/// When an input's turn comes, all earlier ones are finished: ``settle()`` says whether its decisions
/// are still valid; if not, the input is converted again with full knowledge.
package final class FileAlerts {
    private let known: KnownAlerts
    private var kept = KeySet()
    /// Alerts kept although an alert before them had their vendor's id.
    private(set) var conflicts: UInt64 = 0

    package init(_ known: KnownAlerts) { self.known = known }

    /// - Parameter vendor: the first eight bytes of the SHA-256 of the vendor's id, when the alert is
    ///   identified by one.
    /// - Returns: whether the alert stays: false for a duplicate.
    func keep(_ id: AlertID, vendor: UInt64?) -> Bool {
        guard let vendor else {
            let key = DuplicateKey(id)
            return !known.contains(key) && kept.insert(key)
        }
        let key = DuplicateKey(id, vendor: vendor)
        let firsts = (known.first(ofVendorIn: key), kept.first(ofVendorIn: key))
        if firsts.0 == nil, firsts.1 == nil { return kept.insert(key) }
        if firsts.0 == key || firsts.1 == key { return false }
        let conflict = key.asConflict
        guard !known.contains(conflict), kept.insert(conflict) else { return false }
        conflicts += 1
        return true
    }

    /// Looks at everything that was kept again, when the input's turn has come.
    ///
    /// - Returns: false when one of them is a duplicate after all.
    package func settle() -> Bool {
        var turned: [DuplicateKey] = []
        var holds = true
        kept.visit { key in
            if key.isVendor, let first = known.first(ofVendorIn: key) {
                if first == key || known.contains(key.asConflict) { holds = false }
                // Kept again after the other alert had come.
                if kept.contains(key.asConflict) { holds = false }
                turned.append(key)
            } else if known.contains(key) {
                holds = false
            } else if key.isConflict, isFirstKnown(key) {
                holds = false
            }
        }
        guard holds else { return false }
        turn(turned)
        return true
    }

    /// Alerts that were the first with their vendor's id in this input, and are not in the run.
    private func turn(_ keys: [DuplicateKey]) {
        guard !keys.isEmpty else { return }
        let turned = Set(keys)
        let all = KeySet()
        kept.visit { all.insert(turned.contains($0) ? $0.asConflict : $0) }
        kept = all
        conflicts += UInt64(keys.count)
    }

    /// Whether the alert of a conflict's key is the first of the run with its vendor's id.
    private func isFirstKnown(_ key: DuplicateKey) -> Bool {
        let original = key.asVendor
        return known.first(ofVendorIn: original) == original
    }

    /// All that was kept, in the order of the keys.
    package func visit(_ body: (DuplicateKey) -> Void) { kept.visit(body) }

    package var count: Int { kept.count }

    /// The input's alerts are published: later inputs have duplicates of them.
    package func commit() { known.add(kept) }
}
