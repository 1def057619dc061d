import JSONRecords
import Sophos
import TestSupport

/// One alert in each format: every line is valid in its format, and all of them agree.
struct AlertLines {
    private var lines: [Format: [UInt8]] = [:]

    mutating func set(_ line: [UInt8], _ format: Format) { lines[format] = line }

    func check() {
        let data = checkJSON(.json, key: "data")
        let rule = checkJSON(.detection, key: "detectionRule")
        let rawData = Array("{\"query_name\":".utf8) + rule + Array(",".utf8) + data.dropFirst()
        require(rawData == checkJSON(.detection, key: "rawData"), "a detection of other data")
        // The record itself may contain duplicate names, and values that are not text.
        let values = (JSONChecker.members(of: data, depthLimit: 129) ?? []).filter {
            $0.name != "rawData"
        }
        for format in [Format.cef, .keyvalue] { checkLine(format, values) }
        checkFinding(values)
    }

    /// Every value of `data` is also in the OCSF line: in an attribute, or in `unmapped`.
    private func checkFinding(_ values: [JSONChecker.Member]) {
        _ = checkJSON(.ocsf, key: "unmapped")
        let text = String(decoding: line(.ocsf), as: UTF8.self)
        guard let line = try? ReadLine(text + "\n", in: .ocsf) else { fatalError("ocsf: \(text)") }
        let found = Set(line.pairs.map(\.value))
        // A direction may be a number there, and the endpoint type is omitted.
        for member in values where !["direction", "endpoint_type"].contains(member.name) {
            guard let value = JSONChecker.text(of: member.value) else { continue }
            let isThere = found.contains(value) || found.contains { $0.contains(value) }
            require(isThere, "\(member.name) is lost in ocsf: \(text)")
        }
    }

    /// - Returns: the value of `key`.
    private func checkJSON(_ format: Format, key: String) -> [UInt8] {
        let line = line(format)
        guard let members = JSONChecker.members(of: line, depthLimit: 130) else {
            fatalError("\(format) is no JSON: \(String(decoding: line, as: UTF8.self))")
        }
        require(Set(members.map(\.name)).count == members.count, "a key twice in \(format)")
        return members.first { $0.name == key }?.value ?? []
    }

    private func checkLine(_ format: Format, _ values: [JSONChecker.Member]) {
        let text = String(decoding: line(format), as: UTF8.self)
        let line: ReadLine
        do {
            line = try ReadLine(text + "\n", in: format)
        } catch {
            fatalError("\(format): \(error): \(text)")
        }
        require(line["id"] != nil, "no id in \(format)")
        for member in values {
            guard let value = JSONChecker.text(of: member.value) else { continue }
            let visible = ReadLine.visible(value, keepingLineEnds: format == .cef)
            require(
                line["data_" + member.name]?.utf8.elementsEqual(visible.utf8) == true,
                "\(member.name) reads back otherwise from \(format): \(text)")
        }
    }

    /// The line without its line end, which must be the only one in it.
    private func line(_ format: Format) -> [UInt8] {
        let line = lines[format] ?? []
        require(line.last == 0x0A, "no line end behind an alert")
        require(!line.dropLast().contains { $0 < 0x20 }, "a control character in \(format)")
        return Array(line.dropLast())
    }
}
