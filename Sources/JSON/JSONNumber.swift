/// A JSON number as it was written. Equality is that of the digits: `1.0` is not `1`.
package struct JSONNumber: Hashable, Sendable {
    package let digits: String

    package init(_ integer: Int) { digits = String(integer) }

    /// A decimal with three places; not for negative numbers.
    package init(thousandths: Int) {
        let places = String(thousandths % 1000)
        digits = "\(thousandths / 1000)." + String(repeating: "0", count: 3 - places.utf8.count) + places
    }

    /// `digits` has passed the parser's grammar.
    init(parsed digits: String) { self.digits = digits }

    /// The value of a number without fraction and exponent that fits 64 bits.
    package var integer: Int? { Int(digits) }

    /// The nearest double, for what is a quantity rather than an identity (JWT's NumericDate); `nil` where it is not
    /// finite.
    package var double: Double? {
        guard let double = Double(digits), double.isFinite else { return nil }
        return double
    }
}
