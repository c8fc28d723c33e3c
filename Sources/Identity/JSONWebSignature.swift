import ASCII
import Digest
import JSON

/// A verified JSON Web Signature (RFC 7515) in its compact form, with HS256.
struct JSONWebSignature {
    static let maximumBytes = 8192

    let payload: [UInt8]

    /// Throws unless `text` was signed with one of `secrets`. Any algorithm but `HS256` is refused, and so is a `crit`
    /// header, because no extension is supported (RFC 7515 §4.1.11).
    init(_ text: String, signedWithOneOf secrets: [Secret]) throws(Authenticator.Failure) {
        guard text.utf8.count <= Self.maximumBytes else { throw .malformed }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.header(parts[0]) else { throw .malformed }
        guard header["alg"] == "HS256", header["crit"] == nil else { throw .algorithm }
        guard let payload = Base64.decode(Array(parts[1]), .url), let signature = Base64.decode(Array(parts[2]), .url)
        else { throw .malformed }
        if secrets.isEmpty { throw .noKey }
        let signed = [UInt8](text.utf8.prefix(parts[0].count + 1 + parts[1].count))
        // All are tried, so that the time does not reveal which one matches.
        var isSigned = false
        for secret in secrets where equalInConstantTime(HMAC.sha256(signed, key: secret.bytes), signature) {
            isSigned = true
        }
        guard isSigned else { throw .badSignature }
        self.payload = payload
    }

    private static func header(_ part: Substring.UTF8View) -> JSONObject? {
        guard let bytes = Base64.decode(Array(part), .url) else { return nil }
        return (try? JSONValue(parsing: bytes))?.object
    }
}
