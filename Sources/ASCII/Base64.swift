/// Base64 (RFC 4648). Decoding is strict: line breaks, characters of another alphabet and non-zero bits after the last byte
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

extension Base64 {
    /// With padding in the standard alphabet, without it in the other.
    package static func encode(_ bytes: [UInt8], _ alphabet: Alphabet) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var pending: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            pending += 8
            while pending >= 6 {
                pending -= 6
                text.append(digit(bits >> pending, alphabet))
            }
        }
        if pending > 0 { text.append(digit(bits << (6 - pending), alphabet)) }
        if alphabet == .standard {
            while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The digit for the last six bits.
    private static func digit(_ bits: UInt32, _ alphabet: Alphabet) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: bits & 0x3F)
        switch value {
        case 0..<26: return UInt8(ascii: "A") + value
        case 26..<52: return UInt8(ascii: "a") + value - 26
        case 52..<62: return UInt8(ascii: "0") + value - 52
        case 62: return alphabet == .standard ? UInt8(ascii: "+") : UInt8(ascii: "-")
        default: return alphabet == .standard ? UInt8(ascii: "/") : UInt8(ascii: "_")
        }
    }
}
