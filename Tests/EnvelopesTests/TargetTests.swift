import HTTPMessage
import JSON
import Testing

/// Where the request goes: the path, without the stage, and the query.
struct TargetTests {
    private func segments(_ event: JSONObject, _ path: String) throws -> [String] {
        let place = event["rawPath"] == nil ? "path" : "rawPath"
        return try event.with(place, .string(path)).request.path.segments
    }

    @Test(arguments: [Sample.restV1, Sample.functionURL, Sample.loadBalancer, Sample.loadBalancerWithLists])
    func `an encoded path is decoded once, segment by segment`(event: JSONObject) throws {
        #expect(try segments(event, "/jobs/a%2Fb%20%C3%A9/cancel") == ["jobs", "a/b \u{E9}", "cancel"])
        #expect(try segments(event, "/jobs/%2541/cancel") == ["jobs", "%41", "cancel"])
    }

    @Test func `the path of an HTTP API is already decoded, and not decoded again`() throws {
        #expect(try segments(Sample.httpV2, "/jobs/%41 \u{E9}/cancel") == ["jobs", "%41 \u{E9}", "cancel"])
    }

    @Test(arguments: Sample.all)
    func `the root may be a slash or nothing`(event: JSONObject) throws {
        #expect(try segments(event, "/") == [])
        #expect(try segments(event, "") == [])
    }

    @Test(arguments: [
        ("/orders/jobs/1", ["jobs", "1"]), ("/orders/orders/1", ["orders", "1"]), ("/orders", []), ("/orders/", [""]),
        ("/orders2/1", ["orders2", "1"]), ("/jobs/orders/1", ["jobs", "orders", "1"]), ("/Orders/1", ["Orders", "1"]),
        ("/", []),
    ])
    func `an HTTP API's stage is taken off once, where it is the whole first segment`(path: String, rest: [String])
        throws
    {
        #expect(try segments(Sample.httpV2.with("requestContext.stage", "orders"), path) == rest)
        let onCustomDomain = Sample.httpV2.with("requestContext.domainName", "api.example")
        #expect(try segments(onCustomDomain.with("requestContext.stage", "orders"), path) == rest)
    }

    @Test func `the default stage is in no path`() throws {
        #expect(try segments(Sample.httpV2, "/$default/jobs") == ["$default", "jobs"])
        #expect(try segments(Sample.functionURL, "/$default/jobs") == ["$default", "jobs"])
    }

    @Test func `a REST API's stage is in no path either`() throws {
        #expect(try segments(Sample.restV1.with("requestContext.stage", "jobs"), "/jobs/1") == ["jobs", "1"])
    }

    /// As an HTTP API with payload format 1.0 sends them, behind a custom domain too.
    @Test(arguments: ["POST /jobs/{id}/cancel", "ANY /{proxy+}", "$default"])
    func `the named stage of an HTTP API with payload 1.0 is taken off`(resourceID: String) throws {
        let event = Sample.restV1.with("version", "1.0").with("requestContext.resourceId", .string(resourceID))
            .with("requestContext.stage", "live").with("requestContext.protocol", "HTTP/1.1")
        #expect(try segments(event, "/live/jobs/1") == ["jobs", "1"])
        #expect(try segments(event, "/live/live/1") == ["live", "1"])
        #expect(try segments(event, "/jobs/live/1") == ["jobs", "live", "1"])
        #expect(try segments(event.with("requestContext.stage", "$default"), "/live/jobs") == ["live", "jobs"])
    }

    /// SAM's emulator of a REST API says 1.0 as well.
    @Test(arguments: ["dwgpm5", "123456", nil], ["1.0", nil] as [JSONValue?])
    func `the path of a REST API has no stage to take off`(resourceID: String?, version: JSONValue?) throws {
        let event = Sample.restV1.with("version", version).with("requestContext.stage", "api")
            .with("requestContext.resourceId", resourceID.map { .string($0) })
        #expect(try segments(event, "/api/jobs/1") == ["api", "jobs", "1"])
    }

    private func query(_ event: JSONObject) throws -> [String] {
        try event.request.query.parameters.map { "\($0.name)=\($0.value)" }
    }

    @Test func `the query of a REST API is already decoded; lists come first`() throws {
        let event = Sample.restV1
            .with("queryStringParameters", ["a": "2", "b+": "%41+"])
            .with("multiValueQueryStringParameters", ["a": ["1", "2"]])
        #expect(try query(event) == ["a=1", "a=2", "b+=%41+"])
        #expect(try query(event.with("multiValueQueryStringParameters", .null)) == ["a=2", "b+=%41+"])
    }

    @Test(arguments: [Sample.httpV2, Sample.functionURL], ["", "?"])
    func `payload 2.0 is read from the raw query, not from the map that joins values with commas`(
        event: JSONObject, mark: String
    ) throws {
        let event =
            event
            .with("queryStringParameters", ["a": "1,2", "b": "x y"])
            .with("rawQueryString", .string(mark + "a=1&a=2&b=x+%2541&c"))
        #expect(try query(event) == ["a=1", "a=2", "b=x %41", "c="])
    }

    @Test func `the query of a load balancer is encoded, in either map, and is decoded once`() throws {
        let single: JSONValue = ["a%20b": "x+%2541", "c": ""]
        #expect(try query(Sample.loadBalancer.with("queryStringParameters", single)) == ["a b=x %41", "c="])
        let lists: JSONValue = ["a%20b": ["1", "x+%2541"], "c": [""]]
        let event = Sample.loadBalancerWithLists.with("multiValueQueryStringParameters", lists)
        #expect(try query(event) == ["a b=1", "a b=x %41", "c="])
    }
}
