import JSON

/// A JSON Web Token (RFC 7519): claims in a signature.
struct JSONWebToken {
    /// How far the clocks of issuer and verifier may be apart.
    static let leewaySeconds = 60.0

    let claims: JSONObject

    /// The claims, if one of `secrets` signed them; `nil` for anything else.
    init?(_ text: String, signedWithOneOf secrets: [Secret]) {
        guard let signature = JSONWebSignature(text, signedWithOneOf: secrets),
            let claims = (try? JSONValue(parsing: signature.payload))?.object
        else { return nil }
        self.claims = claims
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
