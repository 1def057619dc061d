extension String {
    /// The digits of `number`, in lower case, with zeros in front until there are `count`; more where
    /// it has more.
    init(_ number: some UnsignedInteger, radix: Int, digits count: Int) {
        let digits = String(number, radix: radix)
        self = String(repeating: "0", count: Swift.max(0, count - digits.utf8.count)) + digits
    }
}
