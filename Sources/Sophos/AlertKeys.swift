/// All keys in their order, for who goes through them again and again. Take them out of ``shared`` once
/// an alert, because each look at a global variable first asks whether they are there.
struct AlertKeys: Sendable {
    static let shared = AlertKeys()

    let inOrder = AlertKey.inOrder
    /// One bit a key whose value is text.
    let texts = AlertKey.inOrder.filter { $0.shape == .text }.reduce(0 as UInt32) { $0 | $1.bit }
    /// One bit a key whose value needs a look, because not every text or list can be it.
    let typed = AlertKey.inOrder
        .filter { $0.shape == .number || $0.shape == .boolean || $0.mayBeList }
        .reduce(0 as UInt32) { $0 | $1.bit }
}
