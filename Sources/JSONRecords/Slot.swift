/// Where a value stands: an offset into the chunk and a length, both in bytes; the quotes of a string are included.
package struct Slot: Sendable {
    var offset: UInt32
    var length: UInt32
}
