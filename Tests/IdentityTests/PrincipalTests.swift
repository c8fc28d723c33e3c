import Identity
import JSON
import Testing

struct PrincipalTests {
    private func principal(_ claims: JSONObject) throws -> Principal {
        var claims = claims
        if claims["sub"] == nil { claims["sub"] = "u-1" }
        return try #require(Principal(claims: claims))
    }

    private static let roleClaims = [
        "role", "roles", "user_role", "app_metadata.role", "app_metadata.roles", "cognito:groups", "groups",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    ]

    private func claims(_ name: String, _ value: JSONValue) -> JSONObject {
        name.hasPrefix("app_metadata.") ? ["app_metadata": [String(name.dropFirst(13)): value]] : [name: value]
    }

    @Test(arguments: roleClaims)
    func `C9 a role is a string, a list or the text that a gateway makes of a list`(name: String) throws {
        #expect(try principal(claims(name, "admin")).roles == ["admin"])
        #expect(try principal(claims(name, ["admin", "staff"])).roles == ["admin", "staff"])
        #expect(try principal(claims(name, "[admin staff]")).roles == ["admin", "staff"])
        #expect(try principal(claims(name, "[admin]")).roles == ["admin"])
        #expect(try principal(claims(name, "[user,admin]")).roles == ["user,admin"])
    }

    @Test(arguments: [false, "false"] as [JSONValue])
    func `R3.3 an address that its issuer has not verified is ignored`(verified: JSONValue) throws {
        let claims: JSONObject = ["sub": "7", "email": "jane@example.org", "email_verified": verified]
        #expect(try #require(Principal(claims: claims)).email == nil)
        var verifiedClaims = claims
        verifiedClaims["email_verified"] = true
        #expect(try #require(Principal(claims: verifiedClaims)).email == "jane@example.org")
    }

    @Test(
        arguments: roleClaims,
        [
            nil, true, 1, "[]", [], [1, nil, ["admin"]], [:], ["admin": true],
        ] as [JSONValue])
    func `C9 a claim of any other form names no role`(name: String, value: JSONValue) throws {
        #expect(try principal(claims(name, value)).roles == [])
    }

    @Test(arguments: roleClaims)
    func `C9 role names are compared without regard to case`(name: String) throws {
        #expect(try principal(claims(name, "Super_ADMIN")).roles == ["super_admin"])
        #expect(try principal(claims(name, ["Dispatcher"])).roles == ["dispatcher"])
        #expect(try principal(claims(name, "[Admin STAFF]")).roles == ["admin", "staff"])
    }

    @Test func `C9 the roles of all claims count`() throws {
        let claims: JSONObject = ["role": "a", "groups": ["b"], "app_metadata": ["role": "c", "roles": ["d"]]]
        #expect(try principal(claims).roles == ["a", "b", "c", "d"])
    }

    @Test func `a Cognito authorizer of a REST API joins the groups with commas, others do not`() throws {
        #expect(try principal(["cognito:groups": "admin, Staff"]).roles == ["admin", "staff"])
        #expect(try principal(["role": "admin,staff"]).roles == ["admin,staff"])
    }

    @Test(
        arguments: [
            ["user_metadata": ["role": "admin", "roles": ["admin"]]], ["raw_user_meta_data": ["role": "admin"]],
            ["unsafe_metadata": ["role": "admin"]], ["Role": "admin"], ["app_metadata": "admin"],
            ["app_metadata": ["admin"]],
            ["app_metadata": ["app_metadata": ["role": "admin"]]], ["scope": "admin"], ["custom:role": "admin"],
            ["app_metadata": ["user_role": "admin", "groups": ["admin"]]],
        ] as [JSONObject])
    func `C9 a role never comes from what its holder may write, nor from any other place`(claims: JSONObject) throws {
        #expect(try principal(claims).roles == [])
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
        #expect(Principal(claims: claims)?.subject == subject)
    }

    @Test(
        arguments: [[:], ["sub": ""], ["sub": true, "principalId": [], "userId": [:]], ["email": "a@x.example"]]
            as [JSONObject])
    func `claims without a subject make no principal`(claims: JSONObject) {
        #expect(Principal(claims: claims) == nil)
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
