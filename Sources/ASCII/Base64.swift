/// Strict Base64 decoding (RFC 4648): line breaks, characters of another alphabet and non-zero bits after the last byte
/// are refused, so that every sequence of bytes has exactly one encoding.
package enum Base64 {
    package enum Alphabet: Sendable {
        /// RFC 4648 §4; padding is required.
        case standard
        /// RFC 4648 §5; padding is refused, as JWS requires (RFC 7515 §2).
        case url
    }

    /// Returns nil for anything but a valid encoding.
    package static func decode(_ text: [UInt8], _ alphabet: Alphabet) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var pending = 0
        var digits = 0
        var padding = 0
        for byte in text {
            if alphabet == .standard, byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(of: byte, alphabet) else { return nil }
            digits += 1
            bits = bits << 6 | UInt32(value)
            pending += 6
            if pending >= 8 {
                pending -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(pending)))
            }
        }
        let isPadded = alphabet == .url || (padding <= 2 && (digits + padding).isMultiple(of: 4))
        guard isPadded, digits % 4 != 1, bits & (1 << UInt32(pending) - 1) == 0 else { return nil }
        return bytes
    }

    private static func value(of byte: UInt8, _ alphabet: Alphabet) -> UInt8? {
        switch (byte, alphabet) {
        case (UInt8(ascii: "A")...UInt8(ascii: "Z"), _): byte - UInt8(ascii: "A")
        case (UInt8(ascii: "a")...UInt8(ascii: "z"), _): byte - UInt8(ascii: "a") + 26
        case (UInt8(ascii: "0")...UInt8(ascii: "9"), _): byte - UInt8(ascii: "0") + 52
        case (UInt8(ascii: "+"), .standard), (UInt8(ascii: "-"), .url): 62
        case (UInt8(ascii: "/"), .standard), (UInt8(ascii: "_"), .url): 63
        default: nil
        }
    }
}
