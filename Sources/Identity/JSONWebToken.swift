import JSON

/// A JSON Web Token (RFC 7519) whose signature was verified.
struct JSONWebToken {
    /// The accepted difference between the clocks of issuer and verifier.
    static let leewaySeconds = 60.0

    let claims: JSONObject

    /// Returns nil unless `text` was signed with one of `secrets` and its payload is a JSON object.
    init?(_ text: String, signedWithOneOf secrets: [Secret]) {
        guard let signature = JSONWebSignature(text, signedWithOneOf: secrets),
            let claims = (try? JSONValue(parsing: signature.payload))?.object
        else { return nil }
        self.claims = claims
    }

    /// Whether the claims `exp`, `nbf` and `iat` allow the token at `now`, in seconds since 1970 (RFC 7519 §4.1). Each may
    /// be missing; one that is not a number makes the token invalid.
    func isValid(at now: Int64) -> Bool {
        let now = Double(now)
        return allows("exp") { now < $0 + Self.leewaySeconds }
            && allows("nbf") { now >= $0 - Self.leewaySeconds }
            && allows("iat") { now >= $0 - Self.leewaySeconds }
    }

    private func allows(_ claim: String, _ condition: (Double) -> Bool) -> Bool {
        guard let value = claims[claim] else { return true }
        return value.number?.double.map(condition) ?? false
    }
}
