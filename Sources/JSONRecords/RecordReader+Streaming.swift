/// Large objects: a search result or a wrapped page may be of any size, so the array in it is streamed.
///
/// An object of normal size is decided as a whole, once all its members are known. In a larger one the
/// first ``RecordReader/largeBytes`` are searched for the array that holds its records; the result does
/// not depend on how the bytes arrived.
extension RecordReader {
    /// The maximum number of objects around an array, including the outermost.
    private static let depthLimit = 5

    /// Starts reading the object at `start` member by member if an array in it can be streamed.
    mutating func beginStream(at start: Int) -> Bool {
        guard !isLargeRecord, chunk[start] == UInt8(ascii: "{") else { return false }
        switch state {
        case .top, .array(.values, _, _): break
        default: return false
        }
        let path = streamTarget(at: start, before: start + min(limit, Self.largeBytes))
        guard !path.isEmpty else {
            isLargeRecord = true
            return false
        }
        retryCount = 0
        streamPath = path.map { chunk.offset + UInt64($0) }
        openObjects.append(
            OpenObject(
                role: .large(Place(line: line, offset: chunk.offset + UInt64(start))),
                container: state, pathLength: wrapperPath.count))
        chunk.consume(to: start + 1)
        state = .head
        return true
    }

    /// Descends into the member that leads to the array.
    mutating func enterObject() {
        streamPath.removeFirst()
        let name = walker.keys.name(walker.arrayName)
        openObjects.append(
            OpenObject(
                role: .large(Place(line: line, offset: chunk.position - 1)), container: .tail,
                pathLength: wrapperPath.count,
                isPageObject: walker.keys.namesPageObject(name)))
        addToPath(name)
        state = .head
    }

    /// Descends into the array itself.
    mutating func enterStream() {
        streamPath.removeFirst()
        let name = walker.keys.name(walker.arrayName)
        for index in openObjects.indices { openObjects[index].role = .page }
        let flags = walker.keys.flags(of: name)
        guard flags.isDisjoint(with: [.envelopeArray, .recordArray]) else {
            envelopeHasBegun = false
            enterArray()
            takePageObject(flags)
            return
        }
        addToPath(name + Array("[]".utf8))
        state = .array(.values, afterValue: false, needsValue: false)
    }

    /// If the innermost object stands for a page's list of elements, reads it as one of them, and as the
    /// page's own: then there is no wrapper.
    ///
    /// - Parameter flags: those of the array in it that was entered.
    private mutating func takePageObject(_ flags: LearnedKeys.Flags) {
        guard let object = openObjects.last, object.isPageObject else { return }
        if !flags.contains(.envelopeArray) { openObjects[openObjects.count - 1].role = .element }
        if openObjects.count == 2 {
            wrapperPath.removeLast(wrapperPath.count - object.pathLength)
        }
    }

    private mutating func addToPath(_ name: [UInt8]) {
        if !wrapperPath.isEmpty { wrapperPath.append(UInt8(ascii: ".")) }
        wrapperPath += name
    }

    /// A large object ended without the array: its bytes are gone, but not its location.
    mutating func breakLarge(_ place: Place) -> Event {
        broken = BrokenPiece(
            fault: .recordBytes, place: place, length: chunk.position - place.offset,
            faultOffset: place.offset + UInt64(limit), found: nil, raw: [])
        return .broken
    }

    // MARK: Looking through

    /// The positions of the values that lead from the object at `start` to the first array of objects to
    /// stream that starts before `end`; empty if there is none.
    ///
    /// Nothing is checked here, because what is read afterwards is walked member by member.
    private func streamTarget(at start: Int, before end: Int) -> [Int] {
        var path: [Int] = []
        // The name of each object on the path; the outermost has none.
        var names: [[UInt8]] = [[]]
        var position = start + 1
        while position < end {
            position = skipToToken(position, end)
            guard position < end else { break }
            if chunk[position] == UInt8(ascii: "}") { return [] }
            guard chunk[position] == UInt8(ascii: "\"") else { return [] }
            let nameEnd = skipString(position, end)
            guard nameEnd < end else { break }
            let name = JSONStrings.unescape(
                chunk.text((position + 1)..<(nameEnd - 1)))
            position = skipToToken(nameEnd, end)
            guard position < end else { break }
            let valueStart = position
            switch chunk[position] {
            case UInt8(ascii: "["):
                let first = skipToToken(position + 1, end)
                if first < end, chunk[first] == UInt8(ascii: "{"),
                    isStreamed(name, in: names[names.count - 1])
                {
                    return path + [valueStart]
                }
                position = skipContainer(position, end)
            case UInt8(ascii: "{"):
                let after = skipContainer(position, end)
                if after >= end, names.count < Self.depthLimit {
                    path.append(valueStart)
                    names.append(name)
                    position += 1
                } else {
                    position = after
                }
            case UInt8(ascii: "\""): position = skipString(position, end)
            default:
                while position < end, !Self.endsScalar(chunk[position]) { position += 1 }
            }
        }
        return []
    }

    /// Whether an array of objects with this name, in an object with that name, is streamed.
    private func isStreamed(_ name: [UInt8], in object: [UInt8]) -> Bool {
        let flags = walker.keys.flags(of: name)
        if !flags.isDisjoint(with: [.envelopeArray, .anywhere, .streamedArray]) { return true }
        return flags.contains(.recordArray)
            && walker.keys.flags(of: object).contains(.envelopeArray)
    }

    private func skipToToken(_ start: Int, _ end: Int) -> Int {
        var position = start
        while position < end,
            Self.isWhiteSpace(chunk[position]) || chunk[position] == UInt8(ascii: ",")
                || chunk[position] == UInt8(ascii: ":")
        { position += 1 }
        return position
    }

    private func skipString(_ start: Int, _ end: Int) -> Int {
        var position = start + 1
        while position < end, chunk[position] != UInt8(ascii: "\"") {
            position += chunk[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position + 1, end)
    }

    private func skipContainer(_ start: Int, _ end: Int) -> Int {
        var depth = 0
        var position = start
        while position < end {
            switch chunk[position] {
            case UInt8(ascii: "\""):
                position = skipString(position, end)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return position }
        }
        return end
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
            || isWhiteSpace(byte)
    }
}
