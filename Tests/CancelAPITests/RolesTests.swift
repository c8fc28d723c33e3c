import HTTPMessage
import JSON
import TestSupport
import Testing

@Suite struct RolesTests {
    private static let requests: [@Sendable (Caller) -> Request] = [
        { .cancelCleaning("JOB_X123", as: $0) }, { .cancelDispatch("J-1001", as: $0) },
        { .cancelWorkOrder("28", as: $0) },
    ]

    private func statuses(_ caller: Caller) throws -> [Int] {
        try Self.requests.map { try TestAPI(Records.all).respond(to: $0(caller)).status }
    }

    @Test(
        "C9 a role's name is compared without regard to case, wherever a token has it",
        arguments: [
            ["role": "ADMIN"], ["role": "admin"], ["roles": ["Admin"]], ["user_role": "aDmin"],
            ["app_metadata": ["role": "Admin"]], ["app_metadata": ["roles": ["x", "ADMIN"]]],
            ["cognito:groups": ["Admin"]], ["role": "authenticated", "user_role": "admin"],
        ] as [JSONObject])
    func anyCase(claims: JSONObject) throws {
        var claims = claims
        claims["sub"] = "7"
        #expect(try statuses(Caller(claims)) == [200, 200, 200])
    }

    @Test(
        "C9 a role that its holder can edit is ignored",
        arguments: [
            ["user_metadata": ["role": "admin", "roles": ["admin"], "user_role": "admin"]],
            ["user_metadata": ["app_metadata": ["role": "admin"]], "role": "authenticated"],
            ["raw_user_meta_data": ["role": "admin"]], ["name": "admin", "email": "admin", "full_name": "admin"],
        ] as [JSONObject])
    func editable(claims: JSONObject) throws {
        var claims = claims
        claims["sub"] = "7"
        #expect(try statuses(Caller(claims)) == [401, 403, 403])
    }

    @Test(
        "C9 a name that only looks like a role is none",
        arguments: ["admin ", "admins", "ad\u{131}n", "", "\u{FF41}dmin"])
    func lookalike(role: String) throws {
        #expect(try statuses(Caller(role)) == [401, 403, 403])
    }

    @Test("Claims that a platform's authorizer has checked are believed as a token is")
    func claims() throws {
        for request in Self.requests {
            var anonymous = request(.admin)
            anonymous.fields = HeaderFields()
            anonymous.claims = ["sub": "7", "roles": "[Admin other]"]
            #expect(try TestAPI(Records.all).respond(to: anonymous).status == 200)
        }
    }
}
