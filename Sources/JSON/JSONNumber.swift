import ASCII

/// A JSON number as it was written. Equality is that of the digits: `1.0` is not `1`.
package struct JSONNumber: Hashable, Sendable {
    package let digits: String

    package init(_ integer: Int) { digits = String(integer) }

    /// A decimal with three places; not for negative numbers.
    package init(thousandths: Int) {
        digits = "\(thousandths / 1000)." + String(UInt64(thousandths % 1000), paddedTo: 3)
    }

    /// `digits` has passed the parser's grammar.
    init(parsed digits: String) { self.digits = digits }

    /// The value of a number without fraction and exponent that fits 64 bits.
    package var integer: Int? { Int(digits) }

    /// As a double, for what is a quantity rather than an identity (JWT's NumericDate): the nearest one where there are up to
    /// fifteen digits and a small exponent, else one next to it. `nil` where it is not finite.
    package var double: Double? {
        var significand = 0.0
        var exponent = 0
        var places = 0
        var isFraction = false
        var rest = digits.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                // What does not fit is far beyond what a double holds.
                let isSmall = rest.first == UInt8(ascii: "-")
                if rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
                exponent = Int(Substring(rest)) ?? (isSmall ? -100_000 : 100_000)
                rest = rest[rest.endIndex...]
            default:
                significand = significand * 10 + Double(byte - UInt8(ascii: "0"))
                if isFraction { places += 1 }
            }
        }
        let magnitude = significand.scaled(byPowerOfTen: max(-100_000, min(100_000, exponent)) - places)
        return magnitude.isFinite ? (isNegative ? -magnitude : magnitude) : nil
    }
}

extension Double {
    fileprivate func scaled(byPowerOfTen exponent: Int) -> Double {
        var value = self
        var rest = exponent.magnitude
        // Powers up to the twenty-second are exact.
        while rest > 0, value != 0, value.isFinite {
            let step = min(rest, 22)
            var power = 1.0
            for _ in 0..<step { power *= 10 }
            value = exponent < 0 ? value / power : value * power
            rest -= step
        }
        return value
    }
}
