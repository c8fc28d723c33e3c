import ASCII
import JSON

/// Authenticates callers.
package struct Authenticator: Sendable {
    let secrets: [Secret]
    let issuer: String?
    let audience: String?

    /// Without secrets every bearer token is refused. Tokens must have `issuer` and `audience` if these are given.
    package init(secrets: [Secret] = [], issuer: String? = nil, audience: String? = nil) {
        self.secrets = secrets
        self.issuer = issuer
        self.audience = audience
    }

    /// The caller named by `claims`, which the platform's authorizer has authenticated, or else by the bearer token
    /// (RFC 6750 §2.1) in the `Authorization` fields, of which there must be only one. `now` is in seconds since 1970.
    package func principal(
        claims: JSONObject?, authorization: [String], now: Int64
    ) throws(Failure) -> Principal {
        guard let claims, let principal = Principal(claims, from: .gateway) else {
            return try bearer(authorization, now: now)
        }
        // The token still has the roles that the gateway has made ambiguous.
        guard RoleClaims(claims, from: .gateway).isAmbiguous, let bearer = try? bearer(authorization, now: now) else {
            return principal
        }
        return principal.withRoles(of: bearer)
    }

    private func bearer(_ authorization: [String], now: Int64) throws(Failure) -> Principal {
        guard let text = authorization.first, let credentials = Self.bearerToken(in: text) else { throw .noToken }
        guard authorization.count == 1 else { throw .malformed }
        let token = try JSONWebToken(credentials, signedWithOneOf: secrets)
        try token.checkTimes(at: now)
        try checkIssuerAndAudience(token.claims)
        guard let principal = Principal(token.claims, from: .token) else { throw .noID }
        return principal
    }

    private static func bearerToken(in authorization: String) -> String? {
        let parts = authorization.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1).map { Substring($0) }
        guard parts.count == 2, String(parts[0]).equalsIgnoringASCIICase("bearer") else { return nil }
        let token = parts[1].trimmingOptionalWhitespace
        return token.isEmpty ? nil : String(token)
    }

    /// `aud` is a string or an array of strings (RFC 7519 §4.1.3).
    private func checkIssuerAndAudience(_ claims: JSONObject) throws(Failure) {
        if let issuer, !Self.isString(claims["iss"], issuer) { throw .issuer }
        guard let audience else { return }
        let given = claims["aud"]?.array ?? claims["aud"].map { [$0] } ?? []
        guard given.contains(where: { Self.isString($0, audience) }) else { throw .audience }
    }

    /// Compares bytes (RFC 7519 §2, StringOrURI): `==` would also accept an equivalent spelling in other code points.
    private static func isString(_ value: JSONValue?, _ text: String) -> Bool {
        value?.string?.hasSameBytes(as: text) == true
    }
}
