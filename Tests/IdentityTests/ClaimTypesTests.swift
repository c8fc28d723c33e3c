import Identity
import JSON
import TestSupport
import Testing

/// Claims of every JSON type: issuers differ in the types that they use.
struct ClaimTypesTests {
    private static let names = [
        "sub", "principalId", "userId", "email", "email_verified", "client_id", "full_name", "name", "role", "roles",
        "user_role", "cognito:groups", "groups", "app_metadata", "iss", "aud", "exp", "nbf", "iat",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    ]

    private static let values: [JSONValue] =
        [
            nil, true, false, 0, -1, 7, "", " ", "[", "]", "[]", "[ ]", "][", "[[a]", "a,b", ",", ",,", "\u{0}",
            "\u{FEFF}", "[\u{301}]", "\u{1F469}\u{200D}\u{1F467}", [], [[]], [nil, true, 1, "a", [], [:]], [:],
            ["role": []], ["role": ["role": "a"]], ["roles": "[a", "role": nil],
            .string(String(repeating: "[", count: 2000)), .array(Array(repeating: "admin", count: 300)),
        ]
        + ["-0", "1.5", "1e400", "-1e400", "1E-400", String(repeating: "9", count: 400)].compactMap { digits in
            try? JSONValue(parsing: Array(digits.utf8))
        }

    private static let strict = Authenticator(secrets: [.test], issuer: "i", audience: "a")

    private static let usual: JSONObject = ["sub": "u-1", "email": "u@x.example", "iss": "i", "aud": "a"]

    private func check(_ claims: JSONObject) {
        for authenticator in [Authenticator.test, Self.strict] {
            // A token whose claims do not hold is refused, and that is all that may happen.
            if let principal = try? authenticator.bearer(Token.signed(claims)) { check(principal) }
        }
        for source in [ClaimsSource.token, .gateway] {
            if let principal = Principal(claims, from: source) { check(principal) }
        }
    }

    private func check(_ principal: Principal) {
        #expect(!principal.subject.isEmpty)
        #expect(!principal.fullName.isEmpty)
        #expect(principal.roles.allSatisfy { role in !role.utf8.contains { (0x41...0x5A).contains($0) } })
        #expect(Set(principal.roles).count == principal.roles.count)
    }

    @Test func `a claim of another type is read if possible, else ignored`() {
        #expect(Self.values.count == 36)
        for name in Self.names {
            for value in Self.values {
                check([name: value])
                var claims = Self.usual
                claims[name] = value
                check(claims)
            }
        }
    }

    @Test func `so are two of them at once`() {
        for (index, name) in Self.names.enumerated() {
            for other in Self.names[(index + 1)...] {
                for value in Self.values.prefix(20) {
                    for another in Self.values.suffix(16) {
                        let claims: JSONObject = [name: value, other: another]
                        if let principal = Principal(claims, from: .gateway) { check(principal) }
                    }
                }
            }
        }
    }
}
