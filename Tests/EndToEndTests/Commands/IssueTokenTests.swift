import Foundation
import JSON
import TestSupport
import Testing

/// `countermand token`.
struct IssueTokenTests {
    private func claims(_ token: String) throws -> JSONObject {
        let part = try #require(token.split(separator: ".").dropFirst().first)
        let standard = String(part).replacing("-", with: "+").replacing("_", with: "/")
        let padded = standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)
        let bytes: Data = try #require(Data(base64Encoded: padded))
        return try #require(JSONValue(parsing: Array(bytes)).object)
    }

    private func token(_ site: Site, _ words: String...) throws -> String {
        let ended = try site.run(["token"] + words)
        try #require(ended.ending == .exit(0) && ended.errors == "", "\(ended.errors)")
        #expect(ended.lines.count == 1)
        return ended.lines[0]
    }

    @Test("a token is accepted, with the issuer and the audience that the settings ask for") func accepted() throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_JWT_ISSUER"] = "https://issuer.example"
        site.environment["COUNTERMAND_JWT_AUDIENCE"] = "countermand"
        let token = try token(site, "--sub", "7", "--role", "admin", "--email", "a@example.org", "--name", "Ada")
        let ended = try site.run(
            "request", "GET", "/api/work-orders/28", "--header", "Authorization: Bearer \(token)", "--fail")
        #expect(ended.ending == .exit(0))
        let claims = try claims(token)
        #expect(claims["iss"] == "https://issuer.example" && claims["aud"] == "countermand")
        #expect(claims["sub"] == "7" && claims["role"] == "admin")
        #expect(claims["email"] == "a@example.org" && claims["name"] == "Ada")
        site.environment["COUNTERMAND_JWT_ISSUER"] = "https://other.example"
        let refused = try site.run(
            "request", "GET", "/api/work-orders/28", "--header", "Authorization: Bearer \(token)", "--fail")
        #expect(refused.ending == .exit(22) && refused.errors.contains(#""refused":"issuer""#))
    }

    @Test("the first of several secrets signs") func rotation() throws {
        var site = try Site.withSamples()
        let first = "the first secret of more than thirty-two bytes"
        site.environment["COUNTERMAND_JWT_SECRET"] = "\(first),@secret"
        let token = try token(site, "--sub", "7", "--role", "admin")
        site.environment["COUNTERMAND_JWT_SECRET"] = first
        let words = ["request", "GET", "/api/work-orders/28", "--header", "Authorization: Bearer \(token)", "--fail"]
        try #expect(site.run(words).ending == .exit(0))
        site.environment["COUNTERMAND_JWT_SECRET"] = "@secret"
        try #expect(site.run(words).ending == .exit(22))
    }

    @Test(
        "it is valid as long as --expires says, an hour unless told",
        arguments: [
            (nil, 3600), ("90s", 90), ("15m", 900), ("1h", 3600), ("7d", 604_800), ("never", nil),
        ] as [(String?, Int?)])
    func expiry(_ text: String?, _ seconds: Int?) throws {
        let site = try Site()
        let before = Int(Date.now.timeIntervalSince1970)
        let ended = try site.run(["token", "--sub", "7"] + (text.map { ["--expires", $0] } ?? []))
        let claims = try claims(#require(ended.lines.first))
        guard let seconds else {
            return #expect(claims["exp"] == nil)
        }
        let issued = try #require(claims["iat"]?.integer)
        #expect((before...Int(Date.now.timeIntervalSince1970)).contains(issued))
        #expect(claims["exp"]?.integer == issued + seconds)
    }

    @Test(
        "a time that is none ends with 64",
        arguments: ["", "1", "h", "-1h", "+1h", "0s", "1.5h", "1w", "99999999999999999999d", "101000d", "1 h"])
    func badExpiry(_ text: String) throws {
        let ended = try Site().run("token", "--sub", "7", "--expires", text)
        #expect(ended.ending == .exit(64) && ended.output == [])
        #expect(ended.errors.contains("--expires needs"))
    }

    @Test("without a secret it ends with 78 and says how to make one; without --sub with 64") func missing() throws {
        var site = try Site()
        try #expect(site.run("token", "--role", "admin").ending == .exit(64))
        try #expect(site.run("token", "--sub", "").ending == .exit(64))
        site.environment["COUNTERMAND_JWT_SECRET"] = nil
        let ended = try site.run("token", "--sub", "7")
        #expect(ended.ending == .exit(78) && ended.output == [])
        #expect(ended.errors.contains("openssl rand -hex 32"))
    }
}
