import Glibc

/// Brings files that still grow to the disk, on a thread of its own, so that the sync with which they
/// are published finds little left to wait for.
///
/// To tell the system that pages may be written is not enough: the disk has a cache, too, and the last
/// sync waits until that is empty. Of 46 MB written in 0.2 s that took 55 ms, and takes 8 ms since.
final class Writeback: Sendable {
    private struct Requests {
        var paths: [Path] = []
        var isOver = false
    }

    /// That of the process. Its thread goes on to the end.
    static let shared = Writeback(sync: sync)

    private let requests = Guarded(Requests())
    private let arrived = Semaphore(0)
    private let thread: JoinedThread?

    init(sync: @escaping @Sendable (Path) -> Void) {
        let (requests, arrived) = (requests, arrived)
        thread = JoinedThread {
            while true {
                arrived.wait()
                let (path, isOver) = requests.withLock {
                    ($0.paths.isEmpty ? nil : $0.paths.removeFirst(), $0.isOver)
                }
                if isOver { return }
                if let path { sync(path) }
            }
        }
    }

    /// Waits for what is being synced, and leaves the rest.
    deinit {
        requests.withLock { $0.isOver = true }
        arrived.signal()
    }

    /// Lets the disk begin with what the file holds by now. Only a wish: a file that waits already, or
    /// is gone when its turn comes, is passed over.
    func begin(_ path: Path) {
        let isNew = requests.withLock {
            if $0.paths.contains(path) { return false }
            $0.paths.append(path)
            return true
        }
        if isNew { arrived.signal() }
    }

    /// A failure is for the last sync to tell: the system keeps it for each descriptor that was open
    /// then, so one of our own takes nothing from that of the writer.
    private static func sync(_ path: Path) {
        guard
            let file = try? OwnedDescriptor.opening(path, flags: O_RDONLY | O_NOFOLLOW)
        else { return }
        _ = fdatasync(file.number)
    }
}
