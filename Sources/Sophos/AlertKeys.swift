/// All keys in their order, for who goes through them again and again: in a global variable, each look
/// would first ask whether they are there.
struct AlertKeys: Sendable {
    let inOrder = AlertKey.inOrder
    /// One bit a key whose value is text.
    let texts = AlertKey.inOrder.filter { $0.shape == .text }.reduce(0 as UInt32) { $0 | $1.bit }
}
