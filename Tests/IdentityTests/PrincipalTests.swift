import Identity
import JSON
import Testing

struct PrincipalTests {
    private func principal(_ claims: JSONObject, from source: ClaimsSource = .token) throws -> Principal {
        var claims = claims
        if claims["sub"] == nil { claims["sub"] = "u-1" }
        return try #require(Principal(claims, from: source))
    }

    @Test(
        "C10 an address counts if email_verified is absent or true, as text in any case",
        arguments: [
            (nil, true), (true, true), ("true", true), ("True", true), ("TRUE", true), (false, false),
            ("false", false), ("False", false), (.null, false), (0, false), (1, false), ("1", false), ("no", false),
            ("yes", false), ("", false), (" true", false), ([true], false), (["true": true], false),
        ] as [(JSONValue?, Bool)], [ClaimsSource.token, .gateway])
    func verifiedEmail(verified: (value: JSONValue?, counts: Bool), source: ClaimsSource) throws {
        var claims: JSONObject = ["email": "jane@example.org"]
        claims["email_verified"] = verified.value
        let principal = try principal(claims, from: source)
        #expect(principal.email == (verified.counts ? "jane@example.org" : nil))
        #expect(principal.fullName == (verified.counts ? "jane@example.org" : "u-1"))
    }

    @Test(
        arguments: [
            (["full_name": "Ann Full", "name": "Ann", "email": "a@x.example"], "Ann Full"),
            (["name": "Ann", "email": "a@x.example"], "Ann"), (["email": "a@x.example"], "a@x.example"), ([:], "u-1"),
            (["full_name": "", "name": nil, "email": []], "u-1"),
            (["user_metadata": ["full_name": "Mallory"]], "u-1"),
        ] as [(JSONObject, String)])
    func `R3.6 the full name is full_name, else name, else email, else sub`(claims: JSONObject, name: String) throws {
        #expect(try principal(claims).fullName == name)
    }

    @Test(
        arguments: [
            (["sub": "a", "principalId": "b", "userId": "c"], "a"), (["principalId": "b", "userId": "c"], "b"),
            (["userId": "c"], "c"), (["sub": "", "principalId": "b"], "b"), (["sub": nil, "userId": "c"], "c"),
            (["sub": 42], "42"), (["sub": "a", "integrationLatency": 12], "a"),
        ] as [(JSONObject, String)])
    func `the subject is sub, else what a gateway calls it; a number is its digits`(
        claims: JSONObject, subject: String
    ) {
        #expect(Principal(claims, from: .gateway)?.subject == subject)
    }

    @Test(
        arguments: [[:], ["sub": ""], ["sub": true, "principalId": [], "userId": [:]], ["email": "a@x.example"]]
            as [JSONObject])
    func `claims without a subject make no principal`(claims: JSONObject) {
        #expect(Principal(claims, from: .gateway) == nil)
    }

    @Test(
        arguments: [
            (7, 7), ("7", 7), (9_007_199_254_740_993, 9_007_199_254_740_993), ("x", nil), ("7.0", nil), ("", nil),
            (nil, nil),
            ([7], nil), ("99999999999999999999", nil),
        ] as [(JSONValue, Int?)])
    func `the client id is an integer, or its digits as a gateway writes them`(value: JSONValue, id: Int?) throws {
        #expect(try principal(["client_id": value]).clientID == id)
    }

    @Test func `an email is stored unchanged`() throws {
        #expect(try principal(["email": "Ann@X.example"]).email == "Ann@X.example")
        #expect(try principal(["user_metadata": ["email": "ann@x.example"]]).email == nil)
    }
}
