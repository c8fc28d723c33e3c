/// What a client calls a request of its own by, so that it can send it again without its being carried out again (the
/// field `Idempotency-Key`, draft-ietf-httpapi-idempotency-key-header): 1 to 255 printable characters of ASCII.
package struct IdempotencyKey: Equatable, Sendable {
    package static let maximumLength = 255
    package static let field = "Idempotency-Key"

    package let text: String

    /// The key itself, as it stands between the quotation marks.
    package init?(_ text: String) {
        guard 1...Self.maximumLength ~= text.utf8.count, text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
            return nil
        }
        self.text = text
    }

    /// As the field has it: a string of RFC 8941 §3.3.3, in quotation marks, or bare, as many clients send it. Bare it has
    /// no comma, which joins two fields to one, no quotation mark and no backslash.
    package init?(field: String) {
        guard field.utf8.first == UInt8(ascii: "\"") else {
            let special = [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\\")]
            if field.utf8.contains(where: special.contains) { return nil }
            self.init(field)
            return
        }
        guard let text = Self.unquoted(field.utf8.dropFirst()) else { return nil }
        self.init(text)
    }

    /// From behind the opening quotation mark to the closing one, which has to be the end.
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
