/// Where a value stands: an offset into the chunk and a length, both in bytes; the quotes of a string are included.
@usableFromInline struct Slot: Sendable {
    @usableFromInline var offset: UInt32
    @usableFromInline var length: UInt32
}
