import ASCII
import Digest
import JSON

extension Authenticator {
    /// A bearer token with the claims, and with the issuer and the audience that tokens must have, signed with the first
    /// secret (RFC 7515, HS256). Returns nil without a secret.
    package func token(_ claims: JSONObject) -> String? {
        guard let secret = secrets.first else { return nil }
        var claims = claims
        claims["iss"] = issuer.map { .string($0) }
        claims["aud"] = audience.map { .string($0) }
        let header: JSONObject = ["alg": "HS256", "typ": "JWT"]
        let signed = Base64.encode(header.bytes, .url) + "." + Base64.encode(claims.bytes, .url)
        return signed + "." + Base64.encode(HMAC.sha256(Array(signed.utf8), key: secret.bytes), .url)
    }
}
