/// Between the values of an array.
extension RecordReader {
    mutating func stepArray(
        _ byte: UInt8, _ afterValue: Bool, _ needsValue: Bool, watching watch: RecordWalker.Watch
    ) -> Event? {
        if byte == UInt8(ascii: "]"), !needsValue {
            chunk.consume(to: chunk.lower + 1)
            leaveArray()
            return nil
        }
        if afterValue {
            guard byte == UInt8(ascii: ",") else { return breakOff(.commaOrBracket) }
            chunk.consume(to: chunk.lower + 1)
            if case .array(let role, _, _) = state {
                state = .array(role, afterValue: false, needsValue: true)
            }
            return nil
        }
        return walkValue(byte, watching: watch)
    }

    private mutating func leaveArray() {
        setArrayName(nil)
        state = openObjects.isEmpty ? .top : .tail
    }
}
