import HTTPMessage
import JSON
import Testing

@testable import Envelopes

/// Sample events, read back as the requests that they were made of.
struct PlatformTests {
    private static let caller = Caller(
        subject: "7", roles: ["Admin", "staff"], clientID: 3, email: "a@example.org", name: "Ada Admin")

    private func request(
        _ platform: Platform, _ target: String, body: String = "", type: String? = nil, template: String? = nil,
        from caller: Caller? = nil
    ) throws -> Request {
        var fields = [(name: "X-Client-Context", value: "3"), (name: "x-client-context", value: "4")]
        if let type { fields.append((name: "Content-Type", value: type)) }
        let client = ClientRequest("PATCH", target: target, fields: fields, body: Array(body.utf8), template: template)
        return try Envelope.decode(platform.event(client, from: caller).bytes).1
    }

    @Test(
        "every platform passes on the method, the path, the query, the header fields and the body",
        arguments: Platform.allCases)
    func whole(_ platform: Platform) throws {
        let body = #"{"reason":"Zu spät"}"#
        let request = try request(
            platform, "/jobs/a%20b%7E/cancel?dryRun=true&a%26b=c%3Dd+e", body: body, type: "application/json",
            template: "/jobs/{id}/cancel")
        #expect(request.method == .patch)
        #expect(request.path.segments == ["jobs", "a b~", "cancel"])
        #expect(request.query.values("dryRun") == ["true"])
        #expect(request.query.values("a&b") == ["c=d e"])
        // Without raw HTTP, OpenWhisk mixes the query with the body.
        if platform == .openWhisk {
            #expect(request.query.isMixed && request.query.values("reason") == ["Zu spät"])
        } else {
            #expect(request.body == .bytes(Array(body.utf8)))
        }
        #expect(request.fields["Content-Type"] == "application/json")
        // What is joined or dropped on the way is the platform's manner.
        #expect(["3", "3,4", "4"].contains(request.fields["X-Client-Context"]))
        #expect(request.claims == nil)
    }

    @Test("a body of another media type arrives as it was", arguments: Platform.allCases)
    func otherType(_ platform: Platform) throws {
        let text = #"{"a":1}"#
        #expect(
            try request(platform, "/", body: text, type: "application/merge-patch+json").body
                == .bytes(Array(text.utf8)))
    }

    @Test("no body is none, and no query is none", arguments: Platform.allCases)
    func empty(_ platform: Platform) throws {
        let request = try request(platform, "/health")
        #expect(request.body == .none && request.query.parameters.isEmpty && request.path.segments == ["health"])
    }

    @Test("an authorizer's claims are read as those of a token", arguments: Platform.allCases)
    func claims(_ platform: Platform) throws {
        let claims = try request(platform, "/", from: Self.caller).claims
        guard platform.hasAuthorizer else { return #expect(claims == nil) }
        #expect(claims?["sub"] == "7" && claims?["client_id"] == "3")
        #expect(claims?["email"] == "a@example.org" && claims?["name"] == "Ada Admin")
        let roles = ["role", "roles", "cognito:groups"].compactMap { claims?[$0]?.string }
        #expect(roles == [platform == .httpV2JWT || platform == .httpV2Stage ? "[Admin staff]" : "Admin,staff"])
    }

    @Test("short names stand for the usual kind") func names() {
        #expect(Platform(named: "rest-v1") == .restV1Cognito && Platform(named: "http-v2") == .httpV2JWT)
        #expect(Platform(named: "lattice") == .vpcLatticeV2 && Platform(named: "openwhisk-raw") == .openWhiskRaw)
        #expect(Platform(named: "cgi") == nil && Platform(named: "") == nil)
    }

    @Test("path parameters are those of the route") func pathParameters() {
        let client = ClientRequest(
            "GET", target: "/jobs/a%20b?x", fields: [], body: [], template: "/jobs/{id}")
        #expect(Platform.restV1Cognito.event(client, from: nil)["pathParameters"] == ["id": "a b"])
        let unknown = ClientRequest("GET", target: "/x/y", fields: [], body: [], template: nil)
        let event = Platform.restV1Cognito.event(unknown, from: nil)
        #expect(event["resource"] == "/{proxy+}" && event["pathParameters"] == ["proxy": "x/y"])
        #expect(Platform.httpV2JWT.event(unknown, from: nil)["routeKey"] == "$default")
    }
}
