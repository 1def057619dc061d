internal import Synchronization

/// Tables of keys whose readers have gone, for the readers that come: to make one costs more than to
/// read a small file.
///
/// Readers of one run share it, whatever their threads. What a table has learned stays; which unknown
/// names it met is forgotten, because what is told of a file must depend on that file alone.
package final class SpareKeys: Sendable {
    /// Sendable although `LearnedKeys` is not: whoever takes one out is its only owner.
    private struct Spare: @unchecked Sendable {
        var keys: LearnedKeys
    }

    /// The names that the readers know.
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
