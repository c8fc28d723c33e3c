import Envelopes
import HTTPMessage
import JSON
import Testing

/// Members that the request does not need may be missing, null or of any type.
struct MembersTests {
    /// These may be missing or null, but no other type could be read whole.
    private static let maps = [
        "headers", "multiValueHeaders", "queryStringParameters", "multiValueQueryStringParameters", "rawQueryString",
    ]

    private static let needless = [
        "cookies", "pathParameters", "stageVariables", "body", "isBase64Encoded", "routeKey", "version",
        "requestContext.authorizer", "requestContext.authorizer.claims", "requestContext.authorizer.jwt",
        "requestContext.authorizer.jwt.claims", "requestContext.authorizer.lambda", "requestContext.authorizer.iam",
        "requestContext.domainName", "requestContext.stage", "requestContext.connectionId", "requestContext.identity",
    ]

    @Test(
        arguments: Sample.all,
        [.some(.null), .none, 1, true, [nil, 1], ["x": nil, "y": [nil], "z": 1]] as [JSONValue?])
    func `a member that is missing, null or of another type does not invalidate a request`(
        event: JSONObject, value: JSONValue?
    )
        throws
    {
        for place in Self.needless {
            let request = try event.with(place, value).request
            #expect(request.path == Path("/jobs/J-1/cancel"), "\(place)")
            #expect(request.method == .post, "\(place)")
        }
    }

    @Test(arguments: Sample.all, [.some(.null), .none] as [JSONValue?])
    func `a map that is missing or null does not invalidate a request`(event: JSONObject, value: JSONValue?) throws {
        for place in Self.maps { #expect(try event.with(place, value).request.method == .post, "\(place)") }
    }

    @Test(arguments: Sample.all)
    func `header fields are found in any case`(event: JSONObject) throws {
        let isListed = event["multiValueHeaders"]?.object != nil
        let place = isListed ? "multiValueHeaders" : "headers"
        let value: JSONValue = isListed ? ["Bearer x"] : "Bearer x"
        for name in ["authorization", "Authorization", "AUTHORIZATION"] {
            let request = try event.with("headers", nil).with(place, [name: value]).request
            #expect(request.fields.values("Authorization") == ["Bearer x"])
        }
    }

    @Test func `in a REST event a name that is in both maps has the values of the list, once`() throws {
        let event = Sample.restV1
            .with("headers", ["A": "2", "B": "3"]).with("multiValueHeaders", ["A": ["1", "2"], "C": ["4", 5]])
        #expect(
            try event.request.fields.fields.map { "\($0.name): \($0.value)" } == [
                "A: 1", "A: 2", "C: 4", "C: 5", "B: 3",
            ])
    }

    @Test(
        "C11 a parameter or field without a value could have been a dry run, and is refused",
        arguments: [
            ("queryStringParameters", ["dryRun": nil]), ("multiValueQueryStringParameters", ["dryRun": []]),
            ("multiValueQueryStringParameters", ["dryRun": [nil]]), ("headers", ["X-Client-Context": nil]),
            ("multiValueHeaders", ["If-Match": []]),
        ] as [(String, JSONValue)])
    func valueless(map: String, value: JSONValue) {
        let event = Sample.restV1.with(map, value)
        #expect(throws: EnvelopeError.malformed(map)) { try event.request }
    }

    @Test(arguments: [nil, "1", [:]] as [JSONValue])
    func `a name without a list has the value of the other map`(value: JSONValue) throws {
        let event = Sample.restV1.with("headers", ["A": "2"]).with("multiValueHeaders", ["A": value])
        #expect(try event.request.fields.values("A") == ["2"])
    }

    /// Each of them looked up among all the others would take minutes.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [("multiValueHeaders", "headers"), ("multiValueQueryStringParameters", "queryStringParameters")])
    func `as many names in both maps as an envelope can have are read quickly`(lists: String, strings: String) throws {
        let names = (0..<Envelope.maximumValues / 5 - 10).map { "n\($0)" }
        let listed = names.map { "\"\($0)\":[\"1\"]" }.joined(separator: ",")
        let single = names.map { "\"\($0)\":\"2\"" }.joined(separator: ",")
        let text = "{\"httpMethod\":\"GET\",\"path\":\"/\",\"\(lists)\":{\(listed)},\"\(strings)\":{\(single)}}"
        let request = try Envelope.decode(Array(text.utf8)).1
        let values = request.fields.fields.map { $0.value } + request.query.parameters.map { $0.value }
        #expect(values == Array(repeating: "1", count: names.count))
    }

    @Test func `an envelope of more values than it can need is refused`() {
        let text =
            "{\"httpMethod\":\"GET\",\"path\":\"/\",\"body\":[\(String(repeating: "0,", count: Envelope.maximumValues))0]}"
        let error = #expect(throws: EnvelopeError.self) { try Envelope.decode(Array(text.utf8)) }
        guard case .notJSON(let json) = error else {
            Issue.record("it is read, or refused for another reason")
            return
        }
        #expect(json.reason == .tooManyValues)
    }

    @Test(arguments: [Sample.restV1, Sample.loadBalancer])
    func `a value with a line break is not passed on`(event: JSONObject) throws {
        #expect(
            try event.with("multiValueHeaders", nil).with("headers", ["A": "1\r\nB: 2"]).request.fields.fields.isEmpty)
    }

    @Test func `a load balancer's health check has no Host and hardly anything else`() throws {
        let event = Sample.loadBalancer
            .with("httpMethod", "GET").with("path", "/").with("headers", ["user-agent": "ELB-HealthChecker/2.0"])
            .with("body", "")
        let request = try event.request
        #expect(request.method == .get)
        #expect(request.path == Path("/"))
        #expect(request.fields["Host"] == nil)
        #expect(request.body == .none)
    }
}
