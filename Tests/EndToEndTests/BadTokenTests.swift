import Foundation
import JSON
import TestSupport
import Testing

struct BadToken: CustomTestStringConvertible {
    let testDescription: String
    let token: String

    private static let claims: JSONObject = ["sub": "1", "role": "admin"]

    private init(_ name: String, _ token: String) {
        testDescription = name
        self.token = token
    }

    private init(_ name: String, adding claim: String, _ value: JSONValue) {
        var claims = Self.claims
        claims[claim] = value
        self.init(name, Token.signed(claims))
    }

    private init(_ name: String, header: JSONObject) { self.init(name, Token.signed(Self.claims, header: header)) }

    private static let now = Int(Date.now.timeIntervalSince1970)
    private static let good = Token.signed(claims)
    private static let parts = good.split(separator: ".").map(String.init)

    static let all = [
        BadToken("no token at all", "x"),
        BadToken("two parts", parts[0] + "." + parts[1]),
        BadToken("four parts", good + "." + parts[2]),
        BadToken("no signature", parts[0] + "." + parts[1] + "."),
        BadToken(
            "another's signature", parts[0] + "." + parts[1] + "." + Token.signed(["sub": "2"]).split(separator: ".")[2]
        ),
        BadToken(
            "changed claims",
            parts[0] + "." + Token.base64URL(Array(#"{"sub":"2","role":"admin"}"#.utf8)) + "." + parts[2]),
        BadToken("a shortened signature", String(good.dropLast(4))),
        BadToken("the other base64 alphabet", parts[0] + "." + parts[1] + ".++//" + parts[2].dropFirst(4)),
        BadToken("padding", good + "="),
        BadToken("another secret", Token.signed(claims, with: "another secret of more than thirty-two bytes")),
        BadToken("an empty secret", Token.signed(claims, with: "")),
        BadToken("alg none", header: ["alg": "none"]),
        BadToken("alg none without signature", Token.base64URL(Array(#"{"alg":"none"}"#.utf8)) + "." + parts[1] + "."),
        BadToken("alg in another case", header: ["alg": "hs256"]),
        BadToken("an algorithm of another kind", header: ["alg": "RS256"]),
        BadToken("no alg", header: ["typ": "JWT"]),
        BadToken("an extension that must be understood", header: ["alg": "HS256", "crit": ["b64"], "b64": false]),
        BadToken("expired", adding: "exp", .number(now - 3600)),
        BadToken("not yet valid", adding: "nbf", .number(now + 3600)),
        BadToken("issued in the future", adding: "iat", .number(now + 3600)),
        BadToken("exp as text", adding: "exp", "9999999999"),
        BadToken("exp null", adding: "exp", nil),
        BadToken("an empty subject", adding: "sub", ""),
        BadToken("no subject", Token.signed(["role": "admin"])),
        BadToken("a subject of another type", adding: "sub", ["1"]),
        BadToken("longer than 8 KiB", adding: "padding", .string(String(repeating: "x", count: 8192))),
    ]
}

struct BadTokenTests {
    /// Only the token authenticates the caller.
    private func cancel(_ authorization: JSONValue...) -> Ask {
        var ask = Contract.workOrder.cancel
        ask.claims = nil
        ask.lists = authorization.isEmpty ? [:] : ["Authorization": .array(authorization)]
        return ask
    }

    private func check(_ site: Site, _ ask: Ask, _ message: String) throws {
        let before = try site.journalBytes()
        let answer = try site.answer(ask)
        #expect(answer.status == 401)
        #expect(answer.body == ["success": false, "message": .string(message)])
        #expect(answer.ended.ending == .exit(0))
        let line = try #require(JSONValue(parsing: Array(answer.ended.errors.utf8)).object)
        #expect(line["level"] == "warning" && line["status"] == 401)
        #expect(line["refused"]?.string?.wholeMatch(of: /[a-z-]+/) != nil)
        try #expect(site.journalBytes() == before)
    }

    @Test("the bearer of a valid token may cancel", arguments: ["Bearer", "bearer", "BEARER", "Bearer  "])
    func good(_ scheme: String) throws {
        let ask = cancel("\(scheme) \(Token.signed(["sub": "1", "role": "admin"]))")
        try #expect(Site.withSamples().answer(ask).status == 200)
    }

    @Test("R3.2 an invalid token is refused without giving a reason", arguments: BadToken.all)
    func bad(_ token: BadToken) throws {
        try check(.withSamples(), cancel("Bearer \(token.token)"), "Unauthorized!")
    }

    @Test(
        "R3.2 anything but a bearer token counts as a missing one",
        arguments: ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Token x"])
    func missing(_ authorization: String) throws {
        try check(.withSamples(), cancel(.string(authorization)), "No token provided!")
    }

    @Test("R3.2 no Authorization is a missing token") func none() throws {
        try check(.withSamples(), cancel(), "No token provided!")
    }

    @Test("R3.2 two tokens are refused, even if each is valid") func two() throws {
        let token = JSONValue.string("Bearer " + Token.signed(["sub": "1", "role": "admin"]))
        try check(.withSamples(), cancel(token, token), "Unauthorized!")
    }

    @Test("R3.2 without a secret every token is refused") func noSecret() throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_JWT_SECRET"] = nil
        try check(site, cancel("Bearer \(Token.signed(["sub": "1", "role": "admin"]))"), "Unauthorized!")
    }

    @Test("any one of several secrets will do") func rotation() throws {
        var site = try Site.withSamples()
        let old = "an old secret of more than thirty-two bytes"
        site.environment["COUNTERMAND_JWT_SECRET"] = "@secret,\(old)"
        for (id, secret) in [("28", Token.secret), ("29", old)] {
            var ask = cancel("Bearer \(Token.signed(["sub": "1", "role": "admin"], with: secret))")
            ask.path = Contract.workOrder.cancel(id).path
            try #expect(site.answer(ask).status == 200)
        }
    }

    @Test(
        "R3.2 a token of another issuer or for another audience is refused",
        arguments: [
            ("https://issuer.example", "countermand", 200), ("https://issuer.example/", "countermand", 401),
            ("https://issuer.example", "other", 401), (nil, "countermand", 401), ("https://issuer.example", nil, 401),
        ] as [(String?, String?, Int)])
    func issuerAndAudience(issuer: String?, audience: String?, status: Int) throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_JWT_ISSUER"] = "https://issuer.example"
        site.environment["COUNTERMAND_JWT_AUDIENCE"] = "countermand"
        var claims: JSONObject = ["sub": "1", "role": "admin"]
        claims["iss"] = issuer.map { .string($0) }
        claims["aud"] = audience.map { ["elsewhere", .string($0)] }
        try #expect(site.answer(cancel("Bearer \(Token.signed(claims))")).status == status)
    }

    @Test(
        "R3.2 a secret is its bytes: another one that is not UTF-8 is another secret",
        arguments: [0xFE, 0xFF] as [UInt8])
    func secretBytes(_ byte: UInt8) throws {
        let signing = Array("a secret of more than thirty-two bytes ".utf8) + [byte]
        let site = try Site.withSamples()
        let ask = cancel("Bearer \(Token.signed(["sub": "1", "role": "admin"], withBytes: signing))")
        let script = #"COUNTERMAND_JWT_SECRET=$(printf 'a secret of more than thirty-two bytes \377') exec "$0""#
        let answer = try Answer(site.shell("export COUNTERMAND_JWT_SECRET; " + script, input: ask.envelope))
        #expect(answer.status == (byte == 0xFF ? 200 : 401))
    }
}
