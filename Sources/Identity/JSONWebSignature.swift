import ASCII
import Digest
import JSON

/// A JSON Web Signature (RFC 7515) in its compact form, with HS256.
///
/// Every way in which one can fail looks the same from outside: whoever forges one learns nothing.
struct JSONWebSignature {
    static let maximumBytes = 8192

    let payload: [UInt8]

    /// The payload, if one of `secrets` signed it; `nil` for anything else. Of the algorithms only `HS256` is taken, and a
    /// `crit` header is refused: none of its extensions is understood here (RFC 7515 §4.1.11).
    init?(_ text: String, signedWithOneOf secrets: [Secret]) {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.header(parts[0]), header["alg"] == "HS256", header["crit"] == nil,
            let payload = Base64.decode(Array(parts[1]), .url), let signature = Base64.decode(Array(parts[2]), .url)
        else { return nil }
        let signed = [UInt8](text.utf8.prefix(parts[0].count + 1 + parts[1].count))
        // All are tried, so that the time tells nothing of which one fits.
        var isSigned = false
        for secret in secrets where equalInConstantTime(HMAC.sha256(signed, key: secret.bytes), signature) {
            isSigned = true
        }
        guard isSigned else { return nil }
        self.payload = payload
    }

    private static func header(_ part: Substring.UTF8View) -> JSONObject? {
        guard let bytes = Base64.decode(Array(part), .url) else { return nil }
        return (try? JSONValue(parsing: bytes))?.object
    }
}
