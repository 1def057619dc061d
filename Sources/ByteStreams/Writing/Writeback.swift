import Glibc

/// Syncs growing files on a background thread, so that the sync before publishing has little left to
/// wait for.
///
/// Merely telling the system to start writing pages is not enough: the disk has a cache, too, and the
/// last sync waits until it is flushed. For 46 MB written in 0.2 s this reduced the last sync from 55 ms
/// to 8 ms.
final class Writeback: Sendable {
    private struct Requests {
        var paths: [Path] = []
        var isOver = false
    }

    /// The process's instance. Its thread runs until the process ends.
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

    /// Waits for the sync in progress and drops the rest.
    deinit {
        requests.withLock { $0.isOver = true }
        arrived.signal()
    }

    /// Requests that the file's current content be synced. Best effort: a file that is already queued,
    /// or gone when its turn comes, is skipped.
    func begin(_ path: Path) {
        let isNew = requests.withLock {
            if $0.paths.contains(path) { return false }
            $0.paths.append(path)
            return true
        }
        if isNew { arrived.signal() }
    }

    /// Failures are left to the last sync to report: the kernel records them per open descriptor, so
    /// using a descriptor of our own does not consume the writer's error.
    private static func sync(_ path: Path) {
        guard
            let file = try? OwnedDescriptor.opening(path, flags: O_RDONLY | O_NOFOLLOW)
        else { return }
        _ = fdatasync(file.number)
    }
}
