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
            setArrayState(afterValue: false, needsValue: true)
            return nil
        }
        return walkValue(byte, watching: watch)
    }

    private mutating func leaveArray() {
        switch state {
        case .array:
            isInArray = false
            state = .top
        case .envelope: state = .envelopeTail
        case .nested:
            setArrayName(nil)
            state = .elementTail
        default: break
        }
    }

    mutating func setArrayState(afterValue: Bool, needsValue: Bool) {
        switch state {
        case .array: state = .array(afterValue: afterValue, needsValue: needsValue)
        case .envelope: state = .envelope(afterValue: afterValue, needsValue: needsValue)
        case .nested: state = .nested(afterValue: afterValue, needsValue: needsValue)
        default: break
        }
    }
}
