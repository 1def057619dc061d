internal import Accounts
internal import JSONRecords
internal import Mimecast

/// What to do about objects in which no record was found.
extension Unwrapper {
    /// How an object in which nothing was found could be read: with another member name, with unwrapping
    /// on, after putting its rows together, or not at all because its export was truncated.
    ///
    /// - Parameters:
    ///   - isOff: `--unwrap never`.
    ///   - level: how many wrappers are around `outer`.
    func hint(
        for outer: RecordView, _ structures: RecordReader.Structures, isOff: Bool, level: Int = 0
    ) -> RejectNote.Shape.Hint? {
        for member in WrapperMember.arrays {
            if let text = outer.text(of: member.number), Self.isPrintedObject(text) {
                return .cutExport(name: Array(member.name.utf8))
            }
        }
        if isOff {
            if case .records(let records)? = findCopy(in: outer) ?? find(in: outer, structures) {
                return .unwrapIsOff(path: records.path)
            }
        }
        // Most objects contain neither structure nor text that could be JSON.
        if structures.isEmpty, !outer.text.mayContainJSONText { return nil }
        return hint(for: outer.text, path: [], depth: 0, level: level)
    }

    /// `@{…}` and `System.Object[]`: what PowerShell prints for an object that is nested too deeply.
    private static func isPrintedObject(_ text: JSONText) -> Bool {
        let content: JSONText
        if text.isArray {
            var elements = StringElements(of: text)
            guard let first = elements.next() else { return false }
            content = first.content
        } else {
            guard text.isString else { return false }
            content = text.content
        }
        return content.count >= 2 && content[0] == UInt8(ascii: "@")
            && content[1] == UInt8(ascii: "{")
            || content.count >= 7 && content[0..<7].equals("System.")
    }

    /// Searches for text that is a record under other names, and for rows without names, in the object
    /// and in objects inside it. Of a list, only the first object is searched.
    private func hint(
        for object: JSONText, path: [UInt8], depth: Int, level: Int
    ) -> RejectNote.Shape.Hint? {
        guard depth < Self.depthLimit else { return nil }
        if Self.hasColumnsApart(object) { return .columnsApart(path: path) }
        var members = JSONChildren(of: object)
        while let (key, start) = members.next() {
            let end = object.end(ofValueAt: start)
            members.skip(to: end)
            guard let key else { continue }
            let value = object[start..<end]
            let name = JSONStrings.unescape(key)
            var here = Self.joined(path, name)
            if value.isString {
                guard Self.looksLikeJSON(value),
                    case .records? = probe(value, name, level: level)
                else { continue }
                return .unwrapField(path: here, name: name)
            }
            var inner = value
            if Self.mayHoldRecords(value), value.isArray {
                inner = Self.firstElement(of: value)
                here += Array("[]".utf8)
            }
            if inner.isObject,
                let hint = hint(for: inner, path: here, depth: depth + 1, level: level)
            {
                return hint
            }
        }
        return nil
    }

    private static func firstElement(of array: JSONText) -> JSONText {
        var elements = JSONChildren(of: array)
        guard let start = elements.next()?.start else { return array }
        return array[start..<array.end(ofValueAt: start)]
    }

    /// `{"columns":[…],"rows":[[…],[…]]}`: the answer of Azure's Log Analytics has one in `tables`.
    private static func hasColumnsApart(_ object: JSONText) -> Bool {
        guard let columns = member("columns", of: object), columns.isArray,
            let rows = member("rows", of: object), rows.isArray
        else { return false }
        return firstElement(of: rows).isArray
    }
}
