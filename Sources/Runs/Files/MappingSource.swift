package import Accounts
package import ByteStreams
internal import JSONRecords
package import Sophos

/// The source of a run's mapping: the built-in one, with or without a file on top of it.
package enum MappingSource {
    /// - Parameter file: `-` is standard input.
    /// - Throws: `unreadableMapping`, `mapping` with all problems.
    package static func read(_ file: Path) throws(RunError) -> MappingFile {
        let text: [UInt8]
        do throws(StreamDamage) {
            text = try FileSource.contents(of: file)
        } catch {
            throw .unreadableMapping(file, error)
        }
        let (mapping, problems) = MappingFile.read(text)
        if !problems.isEmpty { throw .mapping(file, problems) }
        return mapping
    }

    /// The mapping in force with `file` on top of the built-in one.
    /// - Throws: as ``read(_:)``.
    package static func mapping(_ file: Path?) throws(RunError) -> ThreatMapping {
        guard let file else { return .builtIn }
        return ThreatMapping.builtIn.overridden(by: try read(file))
    }
}

extension MappingTemplate {
    /// The names that no row matched in a run, the most frequent first.
    ///
    /// Only the names of clicks and of rejected messages are arbitrary. If none of the latter were
    /// converted, a name is a click's, and its threat is the one that Sophos's table gives all click
    /// names.
    package static func unmapped(in summary: Summary) -> [Unmapped] {
        let refused = summary.total.categories[.rejection]?.converted ?? 0
        let threat = refused == 0 ? Category.url.threat : nil
        return SummaryOrder.unmapped(of: summary.total).map {
            Unmapped(alertType: $0.alertType, count: $0.count, threat: threat)
        }
    }
}
