import Identity
import JSON
import TestSupport
import Testing

struct AuthenticatorTests {
    private static let token = Token.signed(["sub": "u-1"])

    @Test(arguments: [
        "Bearer \(token)", "bearer \(token)", "BEARER   \(token)", " Bearer \(token) ", "Bearer \t\(token)\t",
    ])
    func `the scheme's case and the spaces around the token do not matter`(authorization: String) throws {
        let principal = try Authenticator.test.principal(claims: nil, authorization: [authorization], now: now)
        #expect(principal.subject == "u-1")
    }

    @Test(arguments: [
        [], [""], ["Bearer"], ["Bearer "], ["Bearer  \t"], ["Basic dTpw"], [token], ["Bearer\(token)"],
        ["Token \(token)"],
    ])
    func `R3.2 nothing that is a bearer token is a missing one`(authorization: [String]) {
        #expect(throws: Authenticator.Failure.noToken) {
            try Authenticator.test.principal(claims: nil, authorization: authorization, now: now)
        }
    }

    @Test(arguments: [
        ["Bearer x"], ["Bearer \(token) x"], ["Bearer \(token),"], ["Bearer \(token)", "Bearer \(token)"],
    ])
    func `R3.2 a token that does not hold, or more than one, is an invalid one`(authorization: [String]) {
        #expect(throws: Authenticator.Failure.malformed) {
            try Authenticator.test.principal(claims: nil, authorization: authorization, now: now)
        }
    }

    @Test func `what the platform's authorizer says goes before a token`() throws {
        let principal = try Authenticator.test.principal(
            claims: ["sub": "gateway"], authorization: ["Bearer \(Self.token)"], now: now)
        #expect(principal.subject == "gateway")
        let alone = try Authenticator().principal(claims: ["sub": "gateway"], authorization: [], now: now)
        #expect(alone.subject == "gateway")
    }

    @Test(arguments: [nil, [:], ["integrationLatency": 12], ["sub": ""]] as [JSONObject?])
    func `claims without a subject are ignored, and the token is used`(claims: JSONObject?) throws {
        let principal = try Authenticator.test.principal(
            claims: claims, authorization: ["Bearer \(Self.token)"], now: now)
        #expect(principal.subject == "u-1")
        #expect(throws: Authenticator.Failure.noToken) {
            try Authenticator.test.principal(claims: claims, authorization: [], now: now)
        }
    }

    @Test(arguments: [["role": "admin"], ["sub": nil], ["sub": ""], ["sub": []], ["sub": true]] as [JSONObject])
    func `a token without a subject is refused`(claims: JSONObject) {
        #expect(throws: Authenticator.Failure.noID) { try Authenticator.test.bearer(Token.signed(claims)) }
    }

    private static let issuedAndMeant = Authenticator(secrets: [.test], issuer: "https://id.example", audience: "jobs")

    @Test(arguments: ["jobs", ["jobs"], ["other", "jobs"]] as [JSONValue])
    func `the issuer and one of the audiences must be ours where they are set`(audience: JSONValue) throws {
        let token = Token.signed(["sub": "u-1", "iss": "https://id.example", "aud": audience])
        #expect(try Self.issuedAndMeant.bearer(token).subject == "u-1")
    }

    /// "\u{E9}" and "e\u{301}" are equal as Swift strings.
    @Test(arguments: ["\u{E9}", "e\u{301}"])
    func `the issuer and the audience are compared byte by byte`(spelling: String) throws {
        let authenticator = Authenticator(secrets: [.test], issuer: "i\u{E9}", audience: "a\u{E9}")
        for claims: JSONObject in [
            ["iss": .string("i" + spelling), "aud": "a\u{E9}"], ["iss": "i\u{E9}", "aud": .string("a" + spelling)],
            ["iss": "i\u{E9}", "aud": ["x", .string("a" + spelling)]],
        ] {
            let principal = try? authenticator.bearer(Token.signed(claims.adding("sub", "u-1")))
            #expect((principal != nil) == (spelling.utf8.count == 2))
        }
    }

    @Test(
        arguments: [
            ["aud": "jobs"], ["iss": "https://id.example"], ["iss": "https://id.example/", "aud": "jobs"],
            ["iss": ["https://id.example"], "aud": "jobs"], ["iss": nil, "aud": "jobs"],
            ["iss": "https://id.example", "aud": "Jobs"], ["iss": "https://id.example", "aud": []],
            ["iss": "https://id.example", "aud": "jobs other"], ["iss": "https://id.example", "aud": [["jobs"]]],
            ["iss": "https://id.example", "aud": ["jobs": true]], ["iss": "https://id.example", "aud": nil],
        ] as [JSONObject])
    func `another issuer or audience is refused`(claims: JSONObject) {
        var claims = claims
        claims["sub"] = "u-1"
        #expect(throws: Authenticator.Failure.self) { try Self.issuedAndMeant.bearer(Token.signed(claims)) }
    }
}
