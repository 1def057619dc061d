import ByteStreams
import Foundation
import TestSupport

/// The results in a run's output directory, read back by independent code.
struct Outcome {
    let tree: Tree
    /// `summary.json`.
    let summary: [String: Any]

    init(_ directory: Path) throws {
        tree = Tree(directory)
        let text = tree.files["summary.json"] ?? []
        summary = try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any] ?? [:]
    }

    func number(_ name: String) -> UInt64 { (summary[name] as? NSNumber)?.uint64Value ?? 0 }

    /// `{reason: n}`, or with the caller's names.
    func counts<Name: RawRepresentable<String>>(_ name: String, _: Name.Type) -> [Name: UInt64] {
        let counts = summary[name] as? [String: NSNumber] ?? [:]
        return Dictionary(
            uniqueKeysWithValues: counts.map { (Name(rawValue: $0.key)!, $0.value.uint64Value) })
    }

    var filtered: UInt64 {
        (summary["filtered"] as? [String: NSNumber] ?? [:]).values.reduce(0) { $0 + $1.uint64Value }
    }

    /// By extension.
    var skipped: [String: UInt64] {
        (summary["skipped"] as? [String: NSNumber] ?? [:]).mapValues(\.uint64Value)
    }

    /// Why inputs are damaged.
    var damage: [DamageReason] {
        (summary["damaged"] as? [[String: Any]] ?? []).compactMap {
            ($0["reason"] as? String).flatMap(DamageReason.init)
        }
    }

    /// The files below one of the directories, concatenated in the order of their names.
    func content(below folder: String) -> [UInt8] {
        tree.files.filter { $0.key.hasPrefix(folder + "/") }.sorted { $0.key < $1.key }
            .flatMap(\.value)
    }

    /// JSON objects, one per line.
    func objects(below folder: String) throws -> [[String: Any]] {
        try content(below: folder).split(separator: 0x0A).map {
            try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:]
        }
    }

    func rejects() throws -> [Reject] { try objects(below: "rejects").map(Reject.init) }

    /// The subjects of all alerts in a directory of json alerts.
    func subjects(below folder: String) throws -> [String] {
        try objects(below: folder).compactMap {
            ($0["data"] as? [String: Any])?["subject"] as? String
        }
    }
}

/// One line of a quarantine file.
struct Reject {
    let record: Int
    let line: Int
    let offset: Int
    let length: Int
    let reason: String
    let raw: [UInt8]

    init(_ object: [String: Any]) {
        func number(_ name: String) -> Int { (object[name] as? NSNumber)?.intValue ?? -1 }
        record = number("record")
        line = number("line")
        offset = number("offset")
        length = number("length")
        reason = object["reason"] as? String ?? ""
        if let text = object["raw"] as? String {
            raw = Array(text.utf8)
        } else {
            let text = object["raw_base64"] as? String ?? ""
            raw = [UInt8](Data(base64Encoded: text) ?? Data())
        }
    }
}
