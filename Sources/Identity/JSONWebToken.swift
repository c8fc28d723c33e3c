import JSON

/// A JSON Web Token (RFC 7519) whose signature was verified.
struct JSONWebToken {
    /// The accepted difference between the clocks of issuer and verifier.
    static let leewaySeconds = 60.0

    let claims: JSONObject

    /// Throws unless `text` was signed with one of `secrets` and its payload is a JSON object.
    init(_ text: String, signedWithOneOf secrets: [Secret]) throws(Authenticator.Failure) {
        let signature = try JSONWebSignature(text, signedWithOneOf: secrets)
        guard let claims = (try? JSONValue(parsing: signature.payload))?.object else { throw .malformed }
        self.claims = claims
    }

    /// Throws unless the claims `exp`, `nbf` and `iat` allow the token at `now`, in seconds since 1970 (RFC 7519 §4.1).
    /// Each may be missing; one that is not a number makes the token invalid.
    func checkTimes(at now: Int64) throws(Authenticator.Failure) {
        let now = Double(now)
        if let expiry = try seconds("exp"), now >= expiry + Self.leewaySeconds { throw .expired }
        for claim in ["nbf", "iat"] {
            if let start = try seconds(claim), now < start - Self.leewaySeconds { throw .notYetValid }
        }
    }

    private func seconds(_ claim: String) throws(Authenticator.Failure) -> Double? {
        guard let value = claims[claim] else { return nil }
        guard let seconds = value.number?.double else { throw .malformed }
        return seconds
    }
}
