extension String {
    /// With the letters A to Z as a to z and everything else as it is. Unicode's own folding would let a Kelvin sign
    /// pass for a k, which is not wanted where the result decides what a caller may touch.
    package var asciiLowercased: String {
        guard utf8.contains(where: { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else { return self }
        return String(decoding: utf8.map { $0.asciiLowercased }, as: UTF8.self)
    }

    /// Whether both are the same but for the case of the letters A to Z.
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8.count == other.utf8.count
            && utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
    }
}

extension UInt8 {
    package var asciiLowercased: UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
    }

    package var asciiUppercased: UInt8 {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= self ? self & ~0x20 : self
    }

    /// The value of a hexadecimal digit in either case.
    package var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Substring {
    /// Without the spaces and tabs at both ends (RFC 9110 §5.6.3, OWS).
    package var trimmingOptionalWhitespace: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return start }
        return start[...last]
    }
}
