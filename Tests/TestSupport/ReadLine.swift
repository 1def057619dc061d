internal import Foundation
package import Sophos

/// One line of any format read back by rules stricter than any reader's: the line's keys and values,
/// with nested ones flattened with `_`.
///
/// Written from the formats' specifications rather than from our writer, so that the two can disagree.
package struct ReadLine {
    /// The parts of a CEF header after the version; empty in other formats.
    package private(set) var header: [String] = []
    /// In the order of the line; unordered for JSON formats.
    package private(set) var pairs: [(key: String, value: String)] = []

    package struct NotInFormat: Error {
        package var reason: String
    }

    package init(_ line: String, in format: Format) throws {
        guard line.unicodeScalars.last == "\n" else { throw NotInFormat(reason: "no line end") }
        let line = String(line.unicodeScalars.dropLast())
        switch format.syntax {
        case .json:
            try addMembers(JSONSerialization.jsonObject(with: Data(line.utf8)), "")
        case .cef: try readCEF(Array(line.unicodeScalars))
        case .keyvalue: try readKeyValue(Array(line.unicodeScalars))
        }
    }

    /// The value of a key that must occur exactly once.
    package subscript(_ key: String) -> String? {
        let found = pairs.filter { $0.key == key }
        return found.count == 1 ? found[0].value : nil
    }

    package var keys: [String] { pairs.map(\.key) }

    private mutating func addMembers(_ value: Any, _ path: String) {
        switch value {
        case let object as [String: Any]:
            for (key, child) in object { addMembers(child, path.isEmpty ? key : "\(path)_\(key)") }
        case let list as [Any] where list.contains { $0 is [String: Any] || $0 is [Any] }:
            for (number, child) in list.enumerated() { addMembers(child, "\(path)_\(number)") }
        case let list as [Any]:
            let texts = list.filter { !($0 is NSNull) }.map(Self.text)
            pairs.append((path, texts.joined(separator: ",")))
        case is NSNull: break
        default: pairs.append((path, Self.text(value)))
        }
    }

    private static func text(_ scalar: Any) -> String {
        guard let number = scalar as? NSNumber else { return scalar as? String ?? "" }
        return String(cString: number.objCType) == "c"
            ? (number.boolValue ? "true" : "false") : "\(number)"
    }

    // MARK: CEF

    /// Seven parts, then pairs. Each allows only its own escapes.
    private mutating func readCEF(_ line: [Unicode.Scalar]) throws {
        var parts = [""]
        var index = 0
        while parts.count < 8 {
            guard index < line.count else { throw NotInFormat(reason: "header too short") }
            if line[index] == "|" {
                parts.append("")
            } else {
                let escapes: [Unicode.Scalar: Unicode.Scalar] = ["\\": "\\", "|": "|"]
                parts[parts.count - 1].unicodeScalars.append(
                    try Self.character(line, &index, escapes))
            }
            index += 1
        }
        guard parts[0] == "CEF:0" else { throw NotInFormat(reason: "version is \(parts[0])") }
        header = Array(parts[1..<7])
        try readExtension(Array(line[index...]))
    }

    private mutating func readExtension(_ text: [Unicode.Scalar]) throws {
        // An unescaped equals sign ends a key; the key starts after the preceding space.
        var equals: [Int] = []
        var index = 0
        while index < text.count {
            if text[index] == "=" { equals.append(index) }
            index += text[index] == "\\" ? 2 : 1
        }
        for (number, equal) in equals.enumerated() {
            let start = Self.keyStart(text, before: equal)
            let key = String(String.UnicodeScalarView(text[start..<equal]))
            guard !key.isEmpty, key.allSatisfy(Self.isKeyCharacter) else {
                throw NotInFormat(reason: "key \(key)")
            }
            let isLast = number == equals.count - 1
            let end = isLast ? text.count : Self.keyStart(text, before: equals[number + 1]) - 1
            let escapes: [Unicode.Scalar: Unicode.Scalar] = [
                "\\": "\\", "=": "=", "n": "\n", "r": "\r",
            ]
            pairs.append((key, try Self.unescaped(Array(text[(equal + 1)..<end]), escapes)))
        }
        guard equals.first.map({ Self.keyStart(text, before: $0) }) == 0 else {
            throw NotInFormat(reason: "text before the first key")
        }
    }

    private static func keyStart(_ text: [Unicode.Scalar], before equal: Int) -> Int {
        text[..<equal].lastIndex(of: " ").map { $0 + 1 } ?? 0
    }

    // MARK: Key and value

    private mutating func readKeyValue(_ line: [Unicode.Scalar]) throws {
        guard let first = line.firstIndex(of: " ") else { throw NotInFormat(reason: "no time") }
        header = [String(String.UnicodeScalarView(line[..<first]))]
        var index = first
        while index < line.count {
            guard line[index] == " " else { throw NotInFormat(reason: "no space") }
            var key = ""
            index += 1
            while index < line.count, line[index] != "=" {
                key.unicodeScalars.append(line[index])
                index += 1
            }
            guard !key.isEmpty, key.allSatisfy(Self.isKeyCharacter), index + 1 < line.count,
                line[index + 1] == "\""
            else { throw NotInFormat(reason: "key \(key)") }
            index += 2
            let start = index
            while index < line.count, line[index] != "\"" { index += line[index] == "\\" ? 2 : 1 }
            guard index + 1 < line.count, line[index + 1] == ";" else {
                throw NotInFormat(reason: "no closing quote")
            }
            let value = try Self.unescaped(Array(line[start..<index]), ["\\": "\\", "\"": "\""])
            pairs.append((key, value))
            index += 2
        }
    }

    // MARK: Text

    private static func isKeyCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    private static func unescaped(
        _ text: [Unicode.Scalar], _ escapes: [Unicode.Scalar: Unicode.Scalar]
    ) throws -> String {
        var result = String.UnicodeScalarView()
        var index = 0
        while index < text.count {
            result.append(try character(text, &index, escapes))
            index += 1
        }
        return String(result)
    }

    /// The character at `index`, which advances to its last scalar.
    private static func character(
        _ text: [Unicode.Scalar], _ index: inout Int, _ escapes: [Unicode.Scalar: Unicode.Scalar]
    ) throws -> Unicode.Scalar {
        let scalar = text[index]
        guard scalar.properties.generalCategory != .control, scalar != "\u{2028}",
            scalar != "\u{2029}"
        else { throw NotInFormat(reason: "a control character") }
        guard scalar == "\\" else { return scalar }
        index += 1
        guard index < text.count, let meant = escapes[text[index]] else {
            throw NotInFormat(reason: "an escape that readers do not know")
        }
        return meant
    }

    /// The text as read back from a CEF or keyvalue line, where control characters are visible.
    package static func visible(_ text: String, keepingLineEnds: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            let isSeparator = scalar == "\u{2028}" || scalar == "\u{2029}"
            if (isControl || isSeparator)
                && !(keepingLineEnds && (scalar == "\n" || scalar == "\r"))
            {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
