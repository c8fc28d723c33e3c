import Envelopes
import HTTPMessage
import JSON
import Testing

struct DetectionTests {
    @Test(
        arguments: [
            (Sample.restV1, .apiGatewayRESTv1), (Sample.httpV2, .apiGatewayHTTPv2),
            (Sample.functionURL, .apiGatewayHTTPv2),
            (Sample.loadBalancer, .applicationLoadBalancer(multiValueHeaders: false)),
            (Sample.loadBalancer.with("multiValueHeaders", .null), .applicationLoadBalancer(multiValueHeaders: false)),
            (Sample.loadBalancerWithLists, .applicationLoadBalancer(multiValueHeaders: true)),
            (Sample.latticeV1, .vpcLattice), (Sample.latticeV2, .vpcLattice),
        ] as [(JSONObject, Envelope)])
    func `each platform is recognised, and the request is the same`(event: JSONObject, envelope: Envelope) throws {
        let decoded = try event.decoded()
        #expect(decoded.envelope == envelope)
        #expect(decoded.request.method == .post)
        #expect(decoded.request.path == Path("/jobs/J-1/cancel"))
        #expect(decoded.request.query == Query())
        #expect(decoded.request.fields["CONTENT-TYPE"] == "application/json")
        #expect(decoded.request.body == .bytes(Array("{}".utf8)))
        #expect(decoded.request.claims == nil)
    }

    @Test func `a load balancer is recognised by elb, whatever else is there`() throws {
        let event = Sample.httpV2.with("requestContext.elb", [:]).with("httpMethod", "GET").with("path", "/lb")
            .with("queryStringParameters", [:])
        #expect(try event.decoded().envelope == .applicationLoadBalancer(multiValueHeaders: false))
        #expect(try event.request.path == Path("/lb"))
    }

    @Test func `payload 2.0 is recognised by requestContext.http with rawPath, whatever else is there`() throws {
        let event = Sample.httpV2.with("httpMethod", "GET").with("path", "/v1").with("requestContext.connectionId", "c")
        #expect(try event.decoded().envelope == .apiGatewayHTTPv2)
        #expect(try event.request.method == .post)
    }

    @Test(arguments: ["1.0", "2.0", nil, 2] as [JSONValue])
    func `version does not matter: payload 1.0 of an HTTP API says 1.0, and so does SAM's REST`(version: JSONValue)
        throws
    {
        #expect(try Sample.restV1.with("version", version).decoded().envelope == .apiGatewayRESTv1)
        #expect(try Sample.httpV2.with("version", version).decoded().envelope == .apiGatewayHTTPv2)
        #expect(
            try Sample.loadBalancer.with("version", version).decoded().envelope
                == .applicationLoadBalancer(multiValueHeaders: false))
    }

    @Test func `a REST event needs no requestContext and may have its resource for a path`() throws {
        #expect(try Sample.restV1.with("requestContext", nil).decoded().envelope == .apiGatewayRESTv1)
        #expect(try Sample.restV1.with("requestContext", .null).decoded().envelope == .apiGatewayRESTv1)
        #expect(try Sample.restV1.with("path", nil).with("resource", "/jobs").request.path == Path("/jobs"))
    }

    @Test(
        arguments: [
            [
                "requestContext": ["routeKey": "$connect", "eventType": "CONNECT", "connectionId": "c="],
                "headers": [:],
            ],
            ["requestContext": ["routeKey": "$default", "eventType": "MESSAGE", "connectionId": "c="], "body": "{}"],
            Sample.restV1.with("requestContext.connectionId", "c="),
        ] as [JSONObject])
    func `a WebSocket event is refused`(event: JSONObject) {
        #expect(throws: EnvelopeError.webSocket) { try event.decoded() }
    }

    private static let strangers: [JSONObject] = [
        [:], ["version": "2.0"], ["httpMethod": "POST"], ["path": "/"], ["requestContext": nil], ["requestContext": []],
        // A message of SQS and a scheduled event.
        ["Records": [["eventSource": "aws:sqs", "body": "{}"]]],
        ["version": "0", "source": "aws.events", "detail-type": "Scheduled Event", "detail": [:]],
        Sample.httpV2.with("rawPath", nil), Sample.httpV2.with("requestContext.http", .null),
        Sample.httpV2.with("requestContext.http", "POST"),
    ]

    @Test(arguments: strangers)
    func `an event of an unsupported platform is refused`(event: JSONObject) {
        #expect(throws: EnvelopeError.unknown) { try event.decoded() }
    }

    @Test(arguments: ["[]", "null", "\"{}\"", "1", "[{}]"])
    func `an envelope is an object`(text: String) {
        #expect(throws: EnvelopeError.notAnObject) { try Envelope.decode(Array(text.utf8)) }
    }

    @Test(arguments: ["", " ", "\r\n\t "])
    func `a blank input is no envelope`(text: String) {
        #expect(throws: EnvelopeError.empty) { try Envelope.decode(Array(text.utf8)) }
    }

    @Test(arguments: [("{", 1), ("{}{}", 2), ("{\"a\":1,\"a\":2}", 7), ("\u{FEFF}{}", 0)])
    func `an envelope that is not JSON is refused with the offset of the error`(text: String, offset: Int) {
        #expect {
            try Envelope.decode(Array(text.utf8))
        } throws: { error in
            guard case EnvelopeError.notJSON(let json) = error else { return false }
            return json.offset == offset
        }
    }

    @Test(
        arguments: [
            (Sample.restV1, "httpMethod", "httpMethod"), (Sample.restV1, "path", "resource"),
            (Sample.httpV2, "requestContext.http.method", "requestContext.http.method"),
            (Sample.httpV2, "rawPath", "rawPath"),
            (Sample.loadBalancer, "httpMethod", "httpMethod"), (Sample.loadBalancer, "path", "path"),
        ], [nil, 1, true, [], [:]] as [JSONValue])
    func `a method or a path that is not a string is refused by its name`(
        sample: (event: JSONObject, place: String, name: String), value: JSONValue
    ) {
        let event = sample.event.with("resource", nil).with(sample.place, value)
        #expect(throws: EnvelopeError.malformed(sample.name)) { try event.decoded() }
    }
}
