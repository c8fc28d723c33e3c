import ASCII

package enum PercentEncoding {
    /// Decodes `text` once (RFC 3986 §2.1). Text with an invalid escape, or that does not decode to UTF-8, is returned
    /// unchanged: no id and no parameter of the API may contain a percent sign, so it is refused later.
    package static func decode(_ text: Substring, plusIsSpace: Bool = false) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst()?.hexadecimalValue, let low = rest.popFirst()?.hexadecimalValue else {
                    return String(text)
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self) ?? String(text)
    }
}

extension PercentEncoding {
    /// The path as a URI reference: everything but unreserved characters (RFC 3986 §2.3) is escaped in its segments.
    package static func encode(_ path: Path) -> String {
        var bytes: [UInt8] = []
        for segment in path.segments {
            bytes.append(UInt8(ascii: "/"))
            for byte in segment.utf8 {
                if byte.isURIUnreserved {
                    bytes.append(byte)
                } else {
                    bytes.append(UInt8(ascii: "%"))
                    for digit in Hexadecimal.encode([byte]) { bytes.append(digit.asciiUppercased) }
                }
            }
        }
        return bytes.isEmpty ? "/" : String(decoding: bytes, as: UTF8.self)
    }
}
