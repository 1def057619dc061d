/// How the bytes of an input are stored. The content decides, by its first bytes; the name only says what
/// an empty file should have been.
///
/// To add one: a case, its format beside its decoder (as `Gunzip.format`), and its branches in
/// ``ContainerSource``. The compiler finds every switch that lacks it.
package enum Container: CaseIterable, Sendable {
    /// Bytes as they are read.
    case plain
    case gzip

    /// nil for plain input, which has nothing of its own.
    var format: ContainerFormat? {
        switch self {
        case .plain: nil
        case .gzip: Gunzip.format
        }
    }

    /// What a file of this name should be.
    package static func named(_ name: Path) -> Container {
        allCases.first { $0.format.map { name.hasSuffix($0.nameEnding) } ?? false } ?? .plain
    }

    /// How many bytes tell all containers apart.
    static let magicByteCount = allCases.compactMap { $0.format?.magic.count }.max() ?? 0

    /// - Parameter isWhole: whether `bytes` are all there are. A file that ends inside the magic is a
    ///   container that was cut.
    static func beginning(with bytes: ArraySlice<UInt8>, isWhole: Bool) -> Container {
        let found = allCases.first { container in
            guard let magic = container.format?.magic, !bytes.isEmpty else { return false }
            return bytes.starts(with: magic) || (isWhole && magic.starts(with: bytes))
        }
        return found ?? .plain
    }
}

/// What must be known of a container before and after it is decoded.
struct ContainerFormat {
    /// The first bytes of every file, at least one.
    var magic: [UInt8]
    /// With the dot, in lower case.
    var nameEnding: String
    /// What a file of this name is that holds no bytes at all.
    var emptyReason: DamageReason
    /// The damage that leaves what was decoded before it unproven: its checksum could not be checked, or
    /// did not hold.
    var unproven: Set<DamageReason>
}

extension DamageReason {
    /// Whether alerts read before the damage may differ from what was exported: their checksum could not
    /// be checked, or did not hold, or the bytes were not those of one state of the file.
    package var leavesAlertsUnproven: Bool {
        self == .inputRead || self == .inputChanged
            || Container.allCases.contains { $0.format?.unproven.contains(self) == true }
    }
}
