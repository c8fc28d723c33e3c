/// A client's key for a request, with which it can send the request again without it being carried out twice
/// (`Idempotency-Key`, https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/): 1 to 255 printable
/// ASCII characters.
package struct IdempotencyKey: Equatable, Sendable {
    package static let maximumLength = 255
    package static let field = "Idempotency-Key"

    package let text: String

    /// From the key itself, without quotation marks.
    package init?(_ text: String) {
        guard 1...Self.maximumLength ~= text.utf8.count, text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
            return nil
        }
        self.text = text
    }

    /// From the value of the field: a string as in RFC 8941 §3.3.3, or the key without quotation marks, as many clients send
    /// it. Without them it must not contain a quotation mark, a backslash, or a comma, which may come from joining two
    /// fields, and must not be blank.
    package init?(field: String) {
        guard field.utf8.first == UInt8(ascii: "\"") else {
            let special = [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\\")]
            if field.utf8.contains(where: special.contains) || field.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) {
                return nil
            }
            self.init(field)
            return
        }
        guard let text = Self.unquoted(field.utf8.dropFirst()) else { return nil }
        self.init(text)
    }

    /// Parses the rest of a quoted string after its opening quotation mark; nothing may follow the closing one.
    private static func unquoted(_ quoted: Substring.UTF8View) -> String? {
        var rest = quoted
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return rest.isEmpty ? String(decoding: bytes, as: UTF8.self) : nil
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst(), escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
                else { return nil }
                bytes.append(escaped)
            default: bytes.append(byte)
            }
        }
        return nil
    }
}
