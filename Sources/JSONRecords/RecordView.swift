/// One JSON object as the walker left it: which fields it has and where their values are.
///
/// A view, not a copy: it is valid until the reader is asked for its next event, and so is every
/// ``JSONText`` taken from it. Nothing in it is unescaped.
///
@usableFromInline package struct RecordView {
    @usableFromInline let chunk: ChunkBytes
    @usableFromInline let slots: SlotTable
    /// Where ``text`` starts in the chunk.
    @usableFromInline let start: Int
    /// The fields that occur in the record, whatever their value.
    @usableFromInline package let present: FieldSet
    /// Fields whose value contains an escape, directly or in a nested string.
    @usableFromInline package let escaped: FieldSet
    /// Fields whose value is an array or an object, except those that represent a plain value
    /// (``RecordWalker/takeExtendedValues()``).
    @usableFromInline package let containers: FieldSet
    /// Lone surrogate escapes anywhere in the record.
    @usableFromInline package let loneSurrogates: Int32
    /// Whether an array whose name makes an object a page has no objects.
    @usableFromInline package let hasEmptyPage: Bool
    /// The whole record.
    @usableFromInline package let text: JSONText

    /// The value of `field` as written, or nil if the record has no such field.
    @inlinable @inline(__always) package func text(of field: UInt8) -> JSONText? {
        present.contains(field) ? slot(field) : nil
    }

    /// Where the value of `field` starts in ``text``, or nil if the record has no such field.
    package func offset(of field: UInt8) -> Int? {
        guard present.contains(field) else { return nil }
        return Int(slots[field].offset) - start
    }

    /// The list of failures, as in an envelope, if this object reports any.
    package var failures: JSONText? { RecordReader.failures(in: present, slots, chunk) }

    @inlinable @inline(__always) func slot(_ field: UInt8) -> JSONText {
        let slot = slots[field]
        return chunk.text(at: Int(slot.offset), length: Int(slot.length))
    }
}
