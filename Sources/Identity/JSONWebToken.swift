import ASCII
import Digest
import JSON

/// A JSON Web Token (RFC 7519) in the compact form of a JSON Web Signature (RFC 7515) with HS256.
///
/// Every way in which a token can fail looks the same from outside: whoever forges one learns nothing.
struct JSONWebToken {
    static let maximumBytes = 8192
    /// How far the clocks of issuer and verifier may be apart.
    static let leewaySeconds = 60.0

    let claims: JSONObject

    /// The claims, if one of `secrets` signed them; `nil` for anything else. Of the algorithms only `HS256` is taken,
    /// and a `crit` header is refused: none of its extensions is understood here (RFC 7515 §4.1.11).
    init?(_ text: String, signedWithOneOf secrets: [Secret]) {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3,
            let header = Self.object(parts[0]), header["alg"] == "HS256", header["crit"] == nil,
            let signature = Base64.decode(Array(parts[2]), .url)
        else { return nil }
        let signed = [UInt8](text.utf8.prefix(parts[0].count + 1 + parts[1].count))
        // All are tried, so that the time tells nothing of which one fits.
        var isSigned = false
        for secret in secrets where equalInConstantTime(HMAC.sha256(signed, key: secret.bytes), signature) {
            isSigned = true
        }
        guard isSigned, let claims = Self.object(parts[1]) else { return nil }
        self.claims = claims
    }

    private static func object(_ part: Substring.UTF8View) -> JSONObject? {
        guard let bytes = Base64.decode(Array(part), .url) else { return nil }
        return (try? JSONValue(parsing: bytes))?.object
    }

    /// Whether `exp`, `nbf` and `iat`, where they are there, hold at `now` (RFC 7519 §4.1). A claim that is not a number
    /// does not hold.
    func isValid(at now: Int64) -> Bool {
        let now = Double(now)
        return holds("exp") { now < $0 + Self.leewaySeconds }
            && holds("nbf") { now >= $0 - Self.leewaySeconds }
            && holds("iat") { now >= $0 - Self.leewaySeconds }
    }

    private func holds(_ claim: String, _ condition: (Double) -> Bool) -> Bool {
        guard let value = claims[claim] else { return true }
        return value.number?.double.map(condition) ?? false
    }
}
