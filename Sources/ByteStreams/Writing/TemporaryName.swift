import Glibc
import Synchronization

/// Names of files that are being written: `.mimecast2sophos-<process>-<counter>`.
package enum TemporaryName {
    package static let prefix = ".mimecast2sophos-"
    private static let counter = Atomic<UInt64>(0)

    /// A name that no other file of this process has.
    static func next() -> [UInt8] {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return Array("\(prefix)\(getpid())-\(number)".utf8)
    }

    /// Whether `name` has exactly the form of a temporary name, so that nothing else is removed.
    package static func matches(_ name: some Collection<UInt8>) -> Bool {
        guard name.starts(with: prefix.utf8) else { return false }
        let parts = name.dropFirst(prefix.utf8.count).split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(digits.contains) }
    }

    /// Removes temporary files that a killed run left anywhere below `directory`. The caller must hold
    /// the run's `DirectoryLock`, so that nobody else is writing there.
    ///
    /// - Returns: how many were removed. Files that cannot be listed or removed are left. They do no
    ///   harm, because names that are taken are not used.
    @discardableResult
    package static func removeStale(below directory: Path) -> Int {
        var removed = 0
        var waiting = [directory]
        while let next = waiting.popLast() {
            guard case .success(let entries) = DirectoryListing.entries(of: next) else { continue }
            for entry in entries {
                let path = next.appending(entry.name)
                switch entry.type {
                case .directory: waiting.append(path)
                case .regular where matches(entry.name):
                    if (try? SystemCalls.unlink(path)) != nil { removed += 1 }
                default: break
                }
            }
        }
        return removed
    }
}
