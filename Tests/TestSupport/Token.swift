import ASCII
import Digest
import JSON

/// Bearer tokens for tests.
package enum Token {
    package static let secret = "a secret of more than thirty-two bytes, for tests alone"

    /// A JSON Web Token over the claims, signed with HS256.
    package static func signed(
        _ claims: JSONObject, header: JSONObject = ["alg": "HS256", "typ": "JWT"], with secret: String = secret
    ) -> String {
        signed(claims, header: header, withBytes: Array(secret.utf8))
    }

    package static func signed(
        _ claims: JSONObject, header: JSONObject = ["alg": "HS256", "typ": "JWT"], withBytes secret: [UInt8]
    ) -> String {
        let signed = base64URL(header.bytes) + "." + base64URL(claims.bytes)
        return signed + "." + base64URL(HMAC.sha256(Array(signed.utf8), key: secret))
    }

    /// Base 64 with the alphabet of RFC 4648 §5 and without padding.
    package static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
            for digit in 0...group.count { text.append(alphabet[bits >> (18 - 6 * digit) & 63]) }
        }
        return text
    }
}
