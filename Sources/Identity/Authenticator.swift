import ASCII
import JSON

/// Finds out who is calling.
package struct Authenticator: Sendable {
    package enum Failure: Error, Equatable {
        /// Nothing that could identify anyone.
        case missing
        /// Something that does not hold; deliberately without saying what.
        case invalid
    }

    private let secrets: [Secret]
    private let issuer: String?
    private let audience: String?

    /// Without secrets every bearer token is refused. `issuer` and `audience` are required of a token where they are
    /// given.
    package init(secrets: [Secret] = [], issuer: String? = nil, audience: String? = nil) {
        self.secrets = secrets
        self.issuer = issuer
        self.audience = audience
    }

    /// The caller out of `claims`, which the platform's authorizer has checked and is believed, or else out of a bearer
    /// token (RFC 6750 §2.1) in one of the `authorization` fields. `now` is in seconds since 1970.
    package func principal(
        claims: JSONObject?, authorization: [String], now: Int64
    ) throws(Failure) -> Principal {
        if let claims, let principal = Principal(claims: claims) { return principal }
        guard let text = authorization.first, let credentials = Self.bearerToken(in: text) else { throw .missing }
        guard authorization.count == 1,
            let token = JSONWebToken(credentials, signedWithOneOf: secrets), token.isValid(at: now),
            isMeantForUs(token.claims), let principal = Principal(claims: token.claims)
        else { throw .invalid }
        return principal
    }

    private static func bearerToken(in authorization: String) -> String? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, String(parts[0]).equalsIgnoringASCIICase("bearer") else { return nil }
        let token = parts[1].trimmingOptionalWhitespace
        return token.isEmpty ? nil : String(token)
    }

    /// `aud` is a string or a list of them (RFC 7519 §4.1.3).
    private func isMeantForUs(_ claims: JSONObject) -> Bool {
        if let issuer, claims["iss"] != .string(issuer) { return false }
        guard let audience else { return true }
        return claims["aud"] == .string(audience) || claims["aud"]?.array?.contains(.string(audience)) == true
    }
}
