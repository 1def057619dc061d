package import ByteStreams

/// What a summary says of one input.
package struct FileLine: Hashable, Sendable {
    package struct Damage: Hashable, Sendable {
        package var reason: DamageReason
        /// Byte in the file as stored, from 0.
        package var offset: UInt64
        /// What was found, in words that are safe to print unless they were read from a summary.
        package var detail: String
        /// The alerts that are unproven because of it.
        package var unproven: UInt64

        package init(reason: DamageReason, offset: UInt64, detail: String, unproven: UInt64) {
            self.reason = reason
            self.offset = offset
            self.detail = detail
            self.unproven = unproven
        }
    }

    /// The input's path below the output's folders.
    package var file: Path
    package var seen: UInt64 = 0
    package var converted: UInt64 = 0
    package var filtered: UInt64 = 0
    package var duplicate: UInt64 = 0
    package var rejected: UInt64 = 0
    package var damage: Damage?
    /// `--strict` kept the file's alerts back.
    package var isWithheld = false
    /// The input is gone; these are the results of an earlier run.
    package var isGone = false
    /// Of a replay: the pieces that it read of the input's rejects.
    package var replayed: UInt64 = 0

    package init(file: Path) { self.file = file }

    package init(_ result: FileResult) {
        file = result.relative
        seen = result.tally.seen
        converted = result.tally.converted
        filtered = result.tally.filtered.total
        duplicate = result.tally.duplicate
        rejected = result.tally.rejected.total
        isWithheld = result.isWithheld
        replayed = result.tally.replayed.total
        damage = result.damage.map { damage in
            Damage(
                reason: damage.reason, offset: damage.offset, detail: Sentences.detail(damage),
                unproven: result.tally.unproven)
        }
    }

    /// Whether this line comes first of two for files of one name: they come from different runs, and
    /// which of them was added first must not show.
    func precedes(sameName other: FileLine) -> Bool {
        let (mine, theirs) = (numbers, other.numbers)
        if mine != theirs { return mine.lexicographicallyPrecedes(theirs) }
        let (reason, otherReason) = (
            damage?.reason.rawValue ?? "", other.damage?.reason.rawValue ?? ""
        )
        return (reason, damage?.detail ?? "") < (otherReason, other.damage?.detail ?? "")
    }

    private var numbers: [UInt64] {
        [
            seen, converted, filtered, duplicate, rejected, damage?.offset ?? 0,
            damage?.unproven ?? 0, isWithheld ? 1 : 0, isGone ? 1 : 0, replayed,
        ]
    }
}
