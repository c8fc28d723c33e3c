import Identity
import JSON
import TestSupport
import Testing

struct RolesTests {
    private func roles(_ claims: JSONObject, from source: ClaimsSource) throws -> [String] {
        var claims = claims
        claims["sub"] = "u-1"
        return try #require(Principal(claims, from: source)).roles
    }

    private static let topClaims = [
        "role", "roles", "user_role", "cognito:groups", "groups",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    ]
    private static let allClaims = topClaims + ["app_metadata.role", "app_metadata.roles"]

    private func claims(_ name: String, _ value: JSONValue) -> JSONObject {
        name.hasPrefix("app_metadata.") ? ["app_metadata": [String(name.dropFirst(13)): value]] : [name: value]
    }

    private static let texts = [
        "admin", "Support Admin", "[Support Admin]", "[admin]", "admin,staff", "admin, staff", "[\"admin\"]",
        "[\"admin\",\"staff\"]", "[]", "admin ", "{\"role\":\"admin\"}",
    ]

    /// Each of them compared with all the others would take minutes.
    @Test("C9 roles are many quickly, in their order and once", .timeLimit(.minutes(1)), arguments: [true, false])
    func manyRoles(isText: Bool) throws {
        let names = (0..<200_000).map { "r\($0)" }
        let claim: JSONValue =
            isText ? .string((names + names).joined(separator: ",")) : .array((names + names).map { .string($0) })
        #expect(try roles(["roles": claim], from: .gateway) == names)
    }

    @Test("C9 a text of more than 256 bytes is no role") func longRole() throws {
        let longest = String(repeating: "a", count: 256)
        #expect(try roles(["roles": [.string(longest), .string(longest + "a")]], from: .token) == [longest])
    }

    @Test("C9 in a bearer token a string is one role, whatever it holds", arguments: allClaims, texts)
    func tokenString(name: String, text: String) throws {
        #expect(try roles(claims(name, .string(text)), from: .token) == [text.lowercased()])
        let token = Token.signed(claims(name, .string(text)).adding("sub", "u-1"))
        #expect(try Authenticator.test.bearer(token).roles == [text.lowercased()])
    }

    @Test(
        "C9 a gateway's string is what it made of a list, or one role", arguments: topClaims,
        [
            ("admin", ["admin"]), ("Support Admin", ["support admin"]), ("[Support Admin]", ["support", "admin"]),
            ("[admin]", ["admin"]), ("admin,staff", ["admin", "staff"]), (" admin ,\tStaff,", ["admin", "staff"]),
            ("[\"admin\",\"staff\"]", ["admin", "staff"]), ("", []), (" [\"a\"]", [" [\"a\"]"]),
            ("[\"Support Admin\", \"staff\"]", ["support admin", "staff"]), ("[\"a,b\"]", ["a,b"]),
            ("[]", []), ("[ ]", []), (",", []), ("admin ", ["admin "]),
            (" admin", [" admin"]), ("[1,null]", []), ("[[\"admin\"]]", []),
            ("[user,admin]", ["user,admin"]), ("Support Admin,staff", ["support admin", "staff"]),
            ("{\"role\":\"admin\"}", ["{\"role\":\"admin\"}"]),
        ] as [(String, [String])])
    func gatewayString(name: String, form: (text: String, roles: [String])) throws {
        #expect(try roles([name: .string(form.text)], from: .gateway) == form.roles)
    }

    @Test("C9 a list has a role in each of its strings, nothing of which is split", arguments: allClaims)
    func list(name: String) throws {
        let value: JSONValue = ["admin", "Support Admin", "a,b", "[c d]", 1, nil, ["x"], ["x": "y"]]
        for source in [ClaimsSource.token, .gateway] {
            #expect(try roles(claims(name, value), from: source) == ["admin", "support admin", "a,b", "[c d]"])
        }
    }

    @Test("C9 a claim of any other type names no role", arguments: allClaims, [nil, true, 1, [], [:]] as [JSONValue])
    func otherTypes(name: String, value: JSONValue) throws {
        for source in [ClaimsSource.token, .gateway] { #expect(try roles(claims(name, value), from: source) == []) }
    }

    @Test("C9 role names are compared without regard to case", arguments: allClaims)
    func anyCase(name: String) throws {
        for source in [ClaimsSource.token, .gateway] {
            #expect(try roles(claims(name, "Super_ADMIN"), from: source) == ["super_admin"])
            #expect(try roles(claims(name, ["Dispatcher"]), from: source) == ["dispatcher"])
        }
    }

    @Test("C9 the roles of all claims count, each once") func allOfThem() throws {
        let claims: JSONObject = [
            "role": "a", "groups": ["b", "A"], "app_metadata": ["role": "c", "roles": ["d"]],
        ]
        #expect(try roles(claims, from: .token) == ["a", "b", "c", "d"])
    }

    @Test("C9 a gateway's app_metadata may be the text of a JSON object, in which nothing is split")
    func metadataText() throws {
        let claims: JSONObject = ["app_metadata": #"{"role":"Support Admin,x","roles":["staff","[a b]"]}"#]
        #expect(try roles(claims, from: .gateway) == ["support admin,x", "staff", "[a b]"])
        #expect(try roles(claims, from: .token) == [])
        for text: JSONValue in ["", "{", "[\"admin\"]", "\"admin\"", "admin", "{\"user_role\":\"admin\"}"] {
            #expect(try roles(["app_metadata": text], from: .gateway) == [])
        }
    }

    @Test(
        "C9 a role never comes from what its holder can edit, nor from any other place",
        arguments: [
            ["user_metadata": ["role": "admin", "roles": ["admin"]]], ["user_metadata": #"{"role":"admin"}"#],
            ["raw_user_meta_data": ["role": "admin"]], ["unsafe_metadata": ["role": "admin"]], ["Role": "admin"],
            ["app_metadata": "admin"], ["app_metadata": ["admin"]],
            ["app_metadata": ["app_metadata": ["role": "admin"]]], ["scope": "admin"], ["custom:role": "admin"],
            ["app_metadata": ["user_role": "admin", "groups": ["admin"]]],
        ] as [JSONObject])
    func otherPlaces(claims: JSONObject) throws {
        for source in [ClaimsSource.token, .gateway] { #expect(try roles(claims, from: source) == []) }
    }
}

/// A bracketed list with spaces beside the token that it was made of.
struct AmbiguousRolesTests {
    private func roles(
        _ claims: JSONObject, _ token: JSONObject, with secret: String = Token.secret
    ) throws -> [String] {
        try Authenticator.test.principal(
            claims: claims, authorization: ["Bearer " + Token.signed(token, with: secret)], now: now
        ).roles
    }

    @Test("C9 where a gateway's list is ambiguous, the roles are those of the bearer token beside it")
    func token() throws {
        let claims: JSONObject = ["sub": "u-1", "roles": "[Support Admin]"]
        #expect(try roles(claims, ["sub": "u-1", "roles": ["Support Admin"]]) == ["support admin"])
        #expect(try roles(claims, ["sub": "u-1", "roles": "[Support Admin]"]) == ["[support admin]"])
        #expect(try roles(claims, ["sub": "u-1", "roles": ["Support", "Admin"]]) == ["support", "admin"])
        #expect(try roles(claims, ["sub": "u-1"]) == [])
    }

    @Test("C9 the token decides although the gateway calls its subject otherwise") func otherSubject() throws {
        let claims: JSONObject = ["principalId": "user|u-1", "roles": "[Support Admin]"]
        #expect(try roles(claims, ["sub": "u-1", "roles": ["Support Admin"]]) == ["support admin"])
    }

    @Test("C9 a token that is not valid decides nothing") func otherToken() throws {
        let claims: JSONObject = ["sub": "u-\u{E9}", "roles": "[a b]"]
        #expect(try roles(claims, ["sub": "u-\u{E9}", "roles": ["c"], "exp": 1]) == ["a", "b"])
        let secret = "another secret, just as long as the first one is"
        #expect(try roles(claims, ["sub": "u-\u{E9}", "roles": ["c"]], with: secret) == ["a", "b"])
    }

    @Test(
        "C9 where a gateway's list is clear, the token is not read",
        arguments: ["[a]", "a,b", "[\"a\",\"Support Admin\"]", "Support Admin"])
    func clear(text: String) throws {
        #expect(!(try roles(["sub": "u-1", "roles": .string(text)], ["sub": "u-1", "roles": ["c"]])).contains("c"))
    }

    @Test("C9 only the roles come from the token") func rolesOnly() throws {
        let principal = try Authenticator.test.principal(
            claims: ["sub": "u-1", "roles": "[a b]", "email": "a@x.example", "client_id": "7"],
            authorization: ["Bearer " + Token.signed(["sub": "u-1", "roles": ["c"], "client_id": 8])], now: now)
        #expect(principal.roles == ["c"])
        #expect(principal.email == "a@x.example")
        #expect(principal.clientID == 7)
    }
}
