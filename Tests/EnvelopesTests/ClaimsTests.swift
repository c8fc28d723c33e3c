import HTTPMessage
import JSON
import Testing

/// Whom the platform's own authorizer has found.
struct ClaimsTests {
    private static let claims: JSONValue = [
        "sub": "u-1", "auth_time": 1_750_000_000, "email_verified": true, "cognito:groups": ["a", "b"],
        "roles": "[a b]",
        "x": nil,
    ]

    @Test(arguments: [
        (Sample.restV1, "requestContext.authorizer.claims"),
        (Sample.restV1.with("version", "1.0"), "requestContext.authorizer.jwt.claims"),
        (Sample.httpV2, "requestContext.authorizer.jwt.claims"), (Sample.httpV2, "requestContext.authorizer.lambda"),
        (Sample.httpV2, "requestContext.authorizer.iam"), (Sample.functionURL, "requestContext.authorizer.iam"),
    ])
    func `claims of any type are handed over as they came`(event: JSONObject, place: String) throws {
        #expect(try event.with(place, Self.claims).request.claims == Self.claims.object)
    }

    @Test func `a REST API's Lambda authorizer has its context flat, with a number in it`() throws {
        let context: JSONValue = ["principalId": "u-1", "role": "admin", "integrationLatency": 12]
        #expect(try Sample.restV1.with("requestContext.authorizer", context).request.claims == context.object)
    }

    @Test(arguments: [Sample.httpV2, Sample.functionURL])
    func `a bearer token goes before the user that IAM names, a signature does not`(event: JSONObject) throws {
        let event = event.with("requestContext.authorizer", ["iam": ["userId": "AIDA", "userArn": "arn"]])
        func claims(_ authorization: JSONValue) throws -> JSONObject? {
            try event.with("headers", ["authorization": authorization]).request.claims
        }
        #expect(try claims("Bearer x") == nil)
        #expect(try claims("bearer x") == nil)
        #expect(try claims("AWS4-HMAC-SHA256 Credential=AKIA/20250101/eu/lambda/aws4_request")?["userId"] == "AIDA")
        #expect(try claims("Basic x")?["userId"] == "AIDA")
        #expect(try claims("Bearerx")?["userId"] == "AIDA")
        let lambda = event.with("requestContext.authorizer", ["lambda": ["sub": "u-1"], "iam": ["userId": "AIDA"]])
        #expect(try lambda.with("headers", ["authorization": "Bearer x"]).request.claims?["sub"] == "u-1")
    }

    @Test(
        arguments: [
            nil, [:], ["jwt": nil], ["jwt": [:]], ["jwt": ["claims": nil, "scopes": nil]], ["lambda": nil, "iam": nil],
        ]
            as [JSONValue])
    func `an authorizer without claims is ignored`(authorizer: JSONValue) throws {
        #expect(try Sample.httpV2.with("requestContext.authorizer", authorizer).request.claims == nil)
        #expect(try Sample.functionURL.with("requestContext.authorizer", authorizer).request.claims == nil)
    }

    @Test func `an authorizer of a REST event without claims has no subject`() throws {
        #expect(try Sample.restV1.with("requestContext.authorizer", .null).request.claims == nil)
        #expect(try Sample.restV1.with("requestContext.authorizer", [:]).request.claims?["sub"] == nil)
    }

    @Test(arguments: [Sample.loadBalancer, Sample.loadBalancerWithLists])
    func `a load balancer authenticates no caller`(event: JSONObject) throws {
        let authorizer: JSONValue = ["claims": Self.claims, "jwt": ["claims": Self.claims], "principalId": "u-1"]
        #expect(try event.with("requestContext.authorizer", authorizer).request.claims == nil)
    }

    @Test(arguments: Sample.all)
    func `nothing that a client sends becomes claims`(event: JSONObject) throws {
        let event =
            event
            .with("authorizer", ["claims": Self.claims]).with("claims", Self.claims)
            .with("headers", ["x-amzn-oidc-identity": "u-1", "x-user": "u-1"])
        #expect(try event.request.claims == nil)
    }
}
