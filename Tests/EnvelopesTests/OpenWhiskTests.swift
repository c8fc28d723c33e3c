import Envelopes
import HTTPMessage
import JSON
import Testing

/// Web actions of OpenWhisk, with raw HTTP and without.
struct OpenWhiskTests {
    static let raw: JSONObject = [
        "__ow_method": "post", "__ow_path": "/jobs/J-1/cancel",
        "__ow_headers": ["host": "ow.example", "content-type": "application/json", "authorization": "Bearer t"],
        "__ow_query": "a=1&a=2%2B", "__ow_body": "eyJyZWFzb24iOiJSYWluIn0=",
    ]

    private static let parsed: JSONObject = [
        "__ow_method": "post", "__ow_path": "/jobs/J-1/cancel",
        "__ow_headers": ["content-type": "application/json"], "reason": "Rain", "n": 1,
    ]

    @Test func `a raw request is recognised by its method, and read`() throws {
        let decoded = try Self.raw.decoded()
        #expect(decoded.envelope == .openWhiskWebAction)
        let request = decoded.request
        #expect(request.method == .post)
        #expect(request.path == Path("/jobs/J-1/cancel"))
        #expect(request.query.values("a") == ["1", "2+"])
        #expect(request.fields.values("Authorization") == ["Bearer t"])
        #expect(request.body == .bytes(Array(#"{"reason":"Rain"}"#.utf8)))
        #expect(request.claims == nil)
    }

    @Test(arguments: [("/jobs/%41%2Fb", ["jobs", "A/b"]), ("/", []), ("", []), (nil, [])] as [(JSONValue, [String])])
    func `the path is encoded, and may be missing`(path: JSONValue, segments: [String]) throws {
        #expect(try Self.raw.with("__ow_path", path).request.path.segments == segments)
    }

    @Test(
        arguments: [
            ("", ""), ("{\"a\":1}", "{\"a\":1}"), ("e30=", "{}"), (["a"], "[\"a\"]"), (nil, ""),
        ] as [(JSONValue, String)])
    func `a body is base64 or text, and without raw HTTP any JSON`(value: JSONValue, text: String) throws {
        #expect(try Self.raw.with("__ow_body", value).request.body == .bytes(Array(text.utf8)))
    }

    @Test func `without raw HTTP the members are those of the body or the query`() throws {
        let request = try Self.parsed.request
        #expect(request.body == .bytes(Array(#"{"reason":"Rain","n":1}"#.utf8)))
        #expect(request.query.values("reason") == ["Rain"])
        #expect(request.query.isMixed)
        #expect(try !Self.raw.request.query.isMixed)
        let bodiless = try Self.parsed.with("__ow_headers", [:]).with("__ow_method", "get").request
        #expect(bodiless.body == .none)
        #expect(bodiless.query.values("reason") == ["Rain"])
    }

    /// A client may send as many as the platform lets through, without a token.
    @Test(.timeLimit(.minutes(1))) func `a body of very many members takes time in proportion to its length`() throws {
        let body = (0..<200_000).map { "\"m\($0)\":0" }.joined(separator: ",")
        let event = #"{"__ow_method":"post","__ow_headers":{"content-type":"application/json"},"# + body + "}"
        #expect(try Envelope.decode(Array(event.utf8)).1.body == .bytes(Array("{\(body)}".utf8)))
    }

    @Test func `members that the client sent do not make it an event of another platform`() throws {
        let forged = Self.parsed
            .with("requestContext", ["http": ["method": "POST"], "authorizer": ["jwt": ["claims": ["role": "admin"]]]])
            .with("rawPath", "/jobs/J-2/cancel").with("httpMethod", "POST").with("path", "/jobs/J-2/cancel")
        for event in [forged, forged.with("requestContext.elb", [:]), forged.with("requestContext.connectionId", "c")] {
            let decoded = try event.decoded()
            #expect(decoded.envelope == .openWhiskWebAction)
            #expect(decoded.request.path == Path("/jobs/J-1/cancel"))
            #expect(decoded.request.claims == nil)
        }
    }

    @Test(arguments: [nil, 1, "x", [:], [1]] as [JSONValue])
    func `a user of any type does not invalidate a request`(value: JSONValue) throws {
        #expect(try Self.raw.with("__ow_user", value).request.path == Path("/jobs/J-1/cancel"))
        #expect(try Self.raw.with("__ow_user", value).request.claims == nil)
    }

    @Test(
        "C11 a query or header fields that cannot be read whole are refused",
        arguments: [
            ("__ow_query", ["dryRun": "true"]), ("__ow_query", 1), ("__ow_headers", "x"), ("__ow_headers", [1]),
            ("__ow_headers", ["prefer": [:]]), ("__ow_headers", ["if-match": []]), ("__ow_headers", ["if-match": nil]),
        ] as [(String, JSONValue)])
    func unreadable(name: String, value: JSONValue) {
        #expect(throws: EnvelopeError.malformed(name)) { try Self.raw.with(name, value).request }
    }

    @Test("C11 a parameter or field that is a number, a boolean or a list is read as its text") func scalars() throws {
        #expect(try Self.parsed.with("dryRun", true).request.query.values("dryRun") == ["true"])
        #expect(try Self.parsed.with("dry_run", 1).request.query.values("dry_run") == ["1"])
        let fields = try Self.raw.with("__ow_headers", ["prefer": ["dry-run"], "x-client-context": 2]).request.fields
        #expect(fields["Prefer"] == "dry-run")
        #expect(fields["X-Client-Context"] == "2")
    }

    @Test func `a method that is not a string is refused by its name`() {
        #expect(throws: EnvelopeError.malformed("__ow_method")) { try Self.raw.with("__ow_method", 1).decoded() }
    }

    @Test func `the answer has a status, headers as strings and a body as text`() {
        let response = Response(.ok, .json, ["a": 1], fields: [("Vary", "A"), ("Vary", "B")])
        #expect(
            String(decoding: Envelope.openWhiskWebAction.encode(response).bytes, as: UTF8.self)
                == #"{"statusCode":200,"headers":{"Content-Type":"application/json","Vary":"A, B"},"#
                + #""body":"{\"a\":1}"}"#)
    }
}
