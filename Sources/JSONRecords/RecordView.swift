/// One JSON object as the walker left it: which fields it has and where their values stand.
///
/// A view, not a copy: it is valid until the reader is asked for its next event, and so is every
/// ``JSONText`` taken from it. Nothing in it is unescaped.
///
@usableFromInline package struct RecordView {
    @usableFromInline let chunk: ChunkBytes
    @usableFromInline let slots: SlotTable
    /// Where ``text`` begins in the chunk.
    @usableFromInline let start: Int
    /// The fields that stand in the record, whatever their value.
    @usableFromInline package let present: FieldSet
    /// Fields whose value has an escape, in a string of its own or in one inside it.
    @usableFromInline package let escaped: FieldSet
    /// Fields whose value is an array or an object, but for what stands for a plain value
    /// (``RecordWalker/takeExtendedValues()``).
    @usableFromInline package let containers: FieldSet
    /// Lone surrogate escapes anywhere in the record.
    @usableFromInline package let loneSurrogates: Int32
    /// An array whose name makes an object a page holds no objects.
    @usableFromInline package let hasEmptyPage: Bool
    /// The whole record.
    @usableFromInline package let text: JSONText

    /// The value of `field` as it stands, or nil when the record has no such field.
    @inlinable @inline(__always) package func text(of field: UInt8) -> JSONText? {
        present.contains(field) ? slot(field) : nil
    }

    /// Where the value of `field` begins in ``text``, or nil when the record has no such field.
    package func offset(of field: UInt8) -> Int? {
        guard present.contains(field) else { return nil }
        return Int(slots[field].offset) - start
    }

    /// A list of failures, as an envelope has one, when this object tells of any.
    package var failures: JSONText? { RecordReader.failures(in: present, slots, chunk) }

    @inlinable @inline(__always) func slot(_ field: UInt8) -> JSONText {
        let slot = slots[field]
        return chunk.text(at: Int(slot.offset), length: Int(slot.length))
    }
}
