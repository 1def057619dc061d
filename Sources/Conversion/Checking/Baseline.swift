package import ByteStreams
internal import FoundationEssentials

/// The alert counts of an earlier summary: the volume and the mix that one is used to.
package struct Baseline: Hashable, Sendable {
    package var categories: [String: UInt64]
    package var alertTypes: [String: UInt64]

    package init(categories: [String: UInt64], alertTypes: [String: UInt64]) {
        self.categories = categories
        self.alertTypes = alertTypes
    }

    /// Reads a `summary.json` of version 1.
    /// - Returns: nil when the text is none.
    package init?(summary text: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(text)),
            document.version == 1
        else { return nil }
        categories = document.categories.mapValues(\.converted)
        alertTypes = Dictionary(
            document.alertTypes.map { ($0.alertType, $0.count) }, uniquingKeysWith: +)
    }

    /// Reads a summary from a file.
    /// - Throws: `baseline` when it cannot be read or is no summary.
    package init(file path: Path) throws(RunError) {
        guard var source = try? FileSource(path: path), let text = try? source.readToEnd(),
            let baseline = Baseline(summary: text)
        else { throw .baseline(path) }
        self = baseline
    }

    /// The part of a summary that is compared.
    private struct Document: Decodable {
        struct Category: Decodable {
            var converted: UInt64
        }
        struct AlertType: Decodable {
            var alertType: String
            var count: UInt64
        }
        var version: Int
        var categories: [String: Category]
        var alertTypes: [AlertType]
    }
}
