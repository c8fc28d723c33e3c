extension String {
    /// `value` in `radix`, in lower case, with zeros in front if it has fewer than `digits` digits. A longer one keeps
    /// all of them.
    package init(_ value: UInt64, radix: Int = 10, paddedTo digits: Int) {
        let text = String(value, radix: radix)
        self = String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
    }
}
