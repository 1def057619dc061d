internal import ByteStreams

extension ManifestEntry {
    /// What is noted of an input that is done.
    ///
    /// - Parameter checksums: whether contents are told by SHA-256.
    init(_ result: FileResult, _ tree: OutputTree, checksums: Bool) {
        let tally = result.tally
        self.init(
            path: result.relative, seen: tally.seen, converted: tally.converted,
            filtered: tally.filtered.total, duplicate: tally.duplicate,
            rejected: tally.rejected.total,
            outputs: result.outputs.map { Output($0, tree, checksums: checksums) },
            summary: ManifestText.summary(Summary(result)))
        guard let identity = result.identity, !Self.mayPass(result.damage) else { return }
        if checksums {
            let digest = try? FileChecksums.sha256(of: result.path)
            // What was hashed must be what was converted.
            let after = try? FileStatus.of(result.path).get().identity
            guard let digest, after == identity else { return }
            sha256 = digest.hexadecimal
        }
        size = identity.size
        modified = identity.modified
    }

    /// Damage that may be gone the next time, although the file is the same.
    private static func mayPass(_ damage: StreamDamage?) -> Bool {
        switch damage?.reason {
        case .inputOpen, .inputRead, .inputChanged: true
        default: false
        }
    }
}

extension ManifestEntry.Output {
    fileprivate init(_ file: PublishedFile, _ tree: OutputTree, checksums: Bool) {
        path = tree.relative(file.path)
        size = file.content.size
        if checksums, let digest = try? FileChecksums.sha256(of: file.path) {
            sha256 = digest.hexadecimal
        } else {
            crc32 = file.content.crc32
        }
    }

    /// Whether the file stands there with this content.
    func holds(in tree: OutputTree) -> Bool {
        let place = tree.directory.appending(path)
        guard case .success(let status) = FileStatus.of(place), status.kind == .regular,
            status.identity.size == Int64(clamping: size)
        else { return false }
        if let sha256 { return (try? FileChecksums.sha256(of: place).hexadecimal) == sha256 }
        let content = try? FileChecksums.fingerprint(of: place)
        return content?.size == size && content?.crc32 == crc32
    }
}
