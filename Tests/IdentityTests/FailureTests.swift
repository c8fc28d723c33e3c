import Identity
import JSON
import TestSupport
import Testing

/// The word for the log, which tells what the answer does not.
struct FailureTests {
    private static let authenticator = Authenticator(secrets: [.test], issuer: "i", audience: "a")
    private static let claims: JSONObject = ["sub": "u-1", "iss": "i", "aud": "a"]
    private static let token = Token.signed(claims)

    private static func signed(_ claim: String, _ value: JSONValue?) -> String {
        var claims = claims
        claims[claim] = value
        return "Bearer " + Token.signed(claims)
    }

    private static let refused: [(String, Authenticator.Failure)] = [
        ("", .noToken), ("Basic dTpw", .noToken), ("Bearer x", .malformed), ("Bearer \(token).x", .malformed),
        (signed("exp", "soon"), .malformed), ("Bearer " + Token.signed(claims, header: ["alg": "none"]), .algorithm),
        ("Bearer " + Token.signed(claims, header: ["alg": "RS256"]), .algorithm),
        ("Bearer " + Token.signed(claims, header: ["alg": "HS256", "crit": []]), .algorithm),
        ("Bearer " + Token.signed(claims, with: "another secret, just as long as the first one is"), .badSignature),
        (signed("exp", .number(Int(now) - 60)), .expired), (signed("nbf", .number(Int(now) + 61)), .notYetValid),
        (signed("iat", .number(Int(now) + 61)), .notYetValid), (signed("iss", "j"), .issuer),
        (signed("iss", nil), .issuer), (signed("aud", ["b"]), .audience), (signed("aud", nil), .audience),
        (signed("sub", nil), .noID), (signed("sub", ""), .noID),
    ]

    @Test("C18 why a token is refused is one word", arguments: refused)
    func word(authorization: String, failure: Authenticator.Failure) {
        #expect(throws: failure) {
            try Self.authenticator.principal(claims: nil, authorization: [authorization], now: now)
        }
        #expect(failure.rawValue.allSatisfy { $0.isLetter || $0 == "-" })
    }

    @Test("C18 without a key no token can be verified") func noKey() {
        #expect(throws: Authenticator.Failure.noKey) {
            try Authenticator().principal(claims: nil, authorization: ["Bearer \(Self.token)"], now: now)
        }
    }
}
