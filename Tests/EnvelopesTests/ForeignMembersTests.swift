import Envelopes
import HTTPMessage
import JSON
import Testing

/// Events of platforms that imitate API Gateway: read whole, or refused by name.
struct ForeignMembersTests {
    /// https://www.tencentcloud.com/document/product/583/12513
    private static let tencent: JSONObject = [
        "requestContext": [
            "serviceId": "service-f94sy04v", "path": "/jobs/{id}/cancel", "httpMethod": "POST",
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "identity": ["secretId": "abdcdxxxxxxxsdfs"],
            "sourceIp": "192.0.2.1", "stage": "release",
        ],
        "headers": ["Accept-Language": "en-US,en,cn", "Host": "service.example"], "body": "{}",
        "pathParameters": ["id": "J-1"], "queryStringParameters": [:], "headerParameters": ["Refer": "192.0.2.1"],
        "stageVariables": ["stage": "release"], "path": "/jobs/J-1/cancel", "queryString": ["dryRun": "true"],
        "httpMethod": "POST",
    ]

    /// https://www.alibabacloud.com/help/en/functioncompute/api-gateway-trigger-overview
    private static let alibabaGateway: JSONObject = [
        "path": "/jobs/J-1/cancel", "httpMethod": "POST", "headers": ["host": "fc.example"],
        "queryParameters": ["dryRun": "true"], "pathParameters": ["id": "J-1"], "body": "{}",
        "isBase64Encoded": false,
    ]

    /// https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/user-guide/http-trigger-invoking-function
    private static let alibabaHTTP: JSONObject = [
        "version": "v1", "rawPath": "/jobs/J-1/cancel", "body": "{}", "isBase64Encoded": false,
        "headers": ["Accept": "*/*"], "queryParameters": ["dryRun": "true"],
        "requestContext": [
            "accountId": "123456*********", "domainName": "id.cn-shanghai.fcapp.run", "requestId": "1-64f6cd87",
            "http": ["method": "POST", "path": "/jobs/J-1/cancel", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"],
        ],
    ]

    @Test(
        "an event whose query is in a member of another platform is refused by its name",
        arguments: [
            (tencent, "headerParameters"), (tencent.with("headerParameters", nil), "queryString"),
            (alibabaGateway, "queryParameters"), (alibabaHTTP, "queryParameters"),
        ])
    func otherPlatform(event: JSONObject, member: String) {
        #expect(throws: EnvelopeError.foreign(member)) { try event.decoded() }
    }

    @Test(arguments: [Sample.restV1, Sample.httpV2, Sample.functionURL, Sample.loadBalancer])
    func `a member that may be a query or header fields is refused wherever the known ones are`(event: JSONObject) {
        for name in ["query", "QueryString", "queryString", "query_params", "headerParameters", "httpHeaders"] {
            #expect(throws: EnvelopeError.foreign(name)) { try event.with(name, ["dryRun": "true"]).decoded() }
        }
    }

    private static let withoutQuery = Sample.all.map { event in
        event.with("queryStringParameters", nil).with("multiValueQueryStringParameters", nil)
            .with("rawQueryString", nil)
    }

    @Test(arguments: withoutQuery)
    func `without the members of the query every other member must be the platform's`(event: JSONObject) throws {
        #expect(try event.request.query == Query())
        for name in ["params", "url", "args"] {
            #expect(throws: EnvelopeError.foreign(name)) { try event.with(name, "dryRun=true").decoded() }
        }
    }

    @Test(arguments: Sample.all)
    func `beside the members of the query any other member is allowed`(event: JSONObject) throws {
        #expect(try event.with("x", 1).with("rawUrl", "/?a=b").request.method == .post)
    }

    @Test(
        "C11 a raw query that is not read is refused, unless a map repeats it",
        arguments: ["rawQueryString", "rawQuery"])
    func rawQuery(name: String) throws {
        for event in [Sample.restV1, Sample.loadBalancer] {
            let event = event.with(name, "dryRun=true").with("multiValueQueryStringParameters", nil)
            for map in [nil, .null] as [JSONValue?] {
                let unread = event.with("queryStringParameters", map)
                #expect(throws: EnvelopeError.foreign(name)) { try unread.decoded() }
            }
            let repeated = event.with("queryStringParameters", ["dryRun": "true"])
            #expect(try repeated.request.query.values("dryRun") == ["true"])
        }
    }

    @Test(arguments: [Sample.httpV2, Sample.functionURL], [nil, .null, ""] as [JSONValue?])
    func `payload 2.0 without a raw query is read from the map, as in events written by hand`(
        event: JSONObject, raw: JSONValue?
    ) throws {
        let event = event.with("rawQueryString", raw).with("queryStringParameters", ["dryRun": "true", "a": "b+c"])
        #expect(try event.request.query.values("dryRun") == ["true"])
        #expect(try event.request.query.values("a") == ["b+c"])
    }

    @Test(
        arguments: [Sample.restV1, Sample.loadBalancer],
        [(true, "true"), (false, "false"), (1, "1"), ("x", "x")]
            as [(JSONValue, String)])
    func `a value that is a boolean or a number is its text`(event: JSONObject, value: (JSONValue, String)) throws {
        for map: JSONValue in [["dryRun": value.0], ["dryRun": [value.0]]] {
            let single = try event.with("queryStringParameters", map).request
            #expect(single.query.values("dryRun") == [value.1])
            let several = try event.with("multiValueQueryStringParameters", map).request
            #expect(several.query.values("dryRun") == [value.1])
            let fields = try event.with("multiValueHeaders", nil).with("headers", map).request.fields
            #expect(fields.values("dryRun") == [value.1])
        }
    }

    @Test(
        arguments: ["headers", "multiValueHeaders", "queryStringParameters", "multiValueQueryStringParameters"],
        ["dryRun=true", 1, true, [["dryRun", "true"]], ["dryRun": ["true": true]], ["dryRun": [["true"]]]]
            as [JSONValue])
    func `a map of another type, or with values of another type, is refused`(name: String, value: JSONValue) {
        for event in [Sample.restV1, Sample.loadBalancer] {
            #expect(throws: EnvelopeError.malformed(name)) { try event.with(name, value).decoded() }
        }
    }

    @Test(arguments: [1, true, [], [:]] as [JSONValue])
    func `a raw query that is not a string is refused`(value: JSONValue) {
        #expect(throws: EnvelopeError.malformed("rawQueryString")) {
            try Sample.httpV2.with("rawQueryString", value).decoded()
        }
    }
}
