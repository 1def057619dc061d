package import ByteStreams
internal import JSONRecords
package import Sophos

/// Where a run's mapping comes from: the built-in one, with or without a file on top of it.
package enum MappingSource {
    /// - Parameter file: `-` is standard input.
    /// - Throws: `unreadableMapping`, `mapping`.
    package static func read(_ file: Path) throws(RunError) -> MappingFile {
        let text: [UInt8]
        do throws(StreamDamage) {
            text = try FileSource.contents(of: file)
        } catch {
            throw .unreadableMapping(file, error)
        }
        do throws(MappingProblem) {
            return try MappingFile(text)
        } catch {
            throw .mapping(file, error)
        }
    }

    /// The mapping in force with `file` on top of the built-in one.
    /// - Throws: as ``read(_:)``.
    package static func mapping(_ file: Path?) throws(RunError) -> ThreatMapping {
        guard let file else { return .builtIn }
        return ThreatMapping.builtIn.overridden(by: try read(file))
    }
}

extension ThreatMapping {
    /// Names the mapping: two that say the same have the same digest, however their files are spelt.
    package var digest: SHA256Digest {
        var text = ByteBuffer(capacity: 8192)
        MappingText.append(self, to: &text)
        return text.withBytes { SHA256.digest(of: $0) }
    }
}
