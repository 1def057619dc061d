internal import Synchronization

/// Key tables of finished readers, for reuse by new ones, because creating one costs more than reading a
/// small file.
///
/// Shared by all readers of a run, on any thread. What a table has learned is kept; the unknown names it
/// encountered are forgotten, because reports about a file must depend on that file alone.
package final class SpareKeys: Sendable {
    /// Sendable although `LearnedKeys` is not, because whoever takes one out is its only owner.
    private struct Spare: @unchecked Sendable {
        var keys: LearnedKeys
    }

    /// The names known to the readers.
    package let table: FieldTable
    private let spares = Mutex<[Spare]>([])

    package init(_ table: FieldTable) { self.table = table }

    func take() -> LearnedKeys {
        spares.withLock { $0.popLast() }?.keys ?? LearnedKeys(table)
    }

    func giveBack(_ keys: LearnedKeys) {
        keys.forgetUnknownNames()
        let spare = Spare(keys: keys)
        spares.withLock { $0.append(spare) }
    }
}
