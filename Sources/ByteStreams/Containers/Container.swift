/// How the bytes of an input are stored. The content decides, by its first bytes; the name only tells
/// what an empty file should have been.
///
/// To add one: a case, its format next to its decoder (like `Gunzip.format`), and its branches in
/// ``ContainerSource``. The compiler finds every switch that lacks it, and `ContainerSourceTests` reads
/// every container with reads of every size.
package enum Container: CaseIterable, Sendable {
    /// Bytes as they are read.
    case plain
    case gzip

    /// nil for plain input.
    var format: ContainerFormat? {
        switch self {
        case .plain: nil
        case .gzip: Gunzip.format
        }
    }

    /// The container that a file of this name should be.
    package static func named(_ name: Path) -> Container {
        allCases.first { $0.format.map { name.hasSuffix($0.nameEnding) } ?? false } ?? .plain
    }

    /// With the dot, in lower case; nil for plain input.
    package var nameEnding: String? { format?.nameEnding }

    /// The number of bytes needed to tell all containers apart.
    static let magicByteCount = allCases.compactMap { $0.format?.magic.count }.max() ?? 0

    /// - Parameter isWhole: whether `bytes` are the whole input. A file that ends inside the magic
    ///   number is a truncated container.
    static func beginning(with bytes: ArraySlice<UInt8>, isWhole: Bool) -> Container {
        let found = allCases.first { container in
            guard let magic = container.format?.magic, !bytes.isEmpty else { return false }
            return bytes.starts(with: magic) || (isWhole && magic.starts(with: bytes))
        }
        return found ?? .plain
    }
}

extension DamageReason {
    /// Whether alerts read before the damage may differ from what was exported: their checksum could not
    /// be verified or was wrong, or the file changed while it was read.
    package var leavesAlertsUnproven: Bool {
        self == .inputRead || self == .inputChanged
            || Container.allCases.contains { $0.format?.unproven.contains(self) == true }
    }
}
