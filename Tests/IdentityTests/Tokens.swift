import Identity
import JSON
import TestSupport

/// The time at which tests ask who is calling, in seconds since 1970.
let now: Int64 = 1_750_000_000

extension Secret {
    static let test = Secret(Array(Token.secret.utf8))!
}

extension Authenticator {
    static let test = Authenticator(secrets: [.test])

    /// Who the bearer of this token is.
    func bearer(_ token: String, now: Int64 = now) throws(Failure) -> Principal {
        try principal(claims: nil, authorization: ["Bearer " + token], now: now)
    }
}

extension JSONObject {
    func adding(_ claim: String, _ value: JSONValue) -> JSONObject {
        var claims = self
        claims[claim] = value
        return claims
    }
}
