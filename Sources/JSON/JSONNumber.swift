import ASCII

/// A JSON number as it was written. Numbers are equal if their digits are: `1.0` is not equal to `1`.
package struct JSONNumber: Hashable, Sendable {
    package let digits: String

    package init(_ integer: Int) { digits = String(integer) }

    /// `thousandths` / 1000 with three decimal places. Must not be negative.
    package init(thousandths: Int) {
        digits = "\(thousandths / 1000)." + String(UInt64(thousandths % 1000), paddedTo: 3)
    }

    /// `digits` must be a valid JSON number.
    init(parsed digits: String) { self.digits = digits }

    /// The value, if the number has no fraction and no exponent and fits 64 bits.
    package var integer: Int? { Int(digits) }

    /// The value as a double, for quantities such as JWT's NumericDate, or `nil` if it is not finite. Exact rounding is
    /// only guaranteed for up to 15 digits and a small exponent; other results may be off by one unit in the last place.
    ///
    /// Digits are added up here because `Double.init(_: String)` does not link in Embedded Swift.
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
                // An exponent that does not fit an Int is far beyond the range of a double.
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
        // Powers of ten up to the 22nd are exact.
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
