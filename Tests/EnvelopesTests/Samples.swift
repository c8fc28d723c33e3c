import Envelopes
import HTTPMessage
import JSON

/// Events of each platform, with the members that matter to the tests and a few others.
enum Sample {
    static let restV1: JSONObject = [
        "resource": "/jobs/{id}/cancel", "path": "/jobs/J-1/cancel", "httpMethod": "POST",
        "headers": ["Host": "abc.execute-api.eu-central-1.amazonaws.com", "Content-Type": "application/json"],
        "multiValueHeaders": [
            "Host": ["abc.execute-api.eu-central-1.amazonaws.com"], "Content-Type": ["application/json"],
        ],
        "queryStringParameters": nil, "multiValueQueryStringParameters": nil,
        "pathParameters": ["id": "J-1"], "stageVariables": nil,
        "requestContext": [
            "resourcePath": "/jobs/{id}/cancel", "httpMethod": "POST", "path": "/prod/jobs/J-1/cancel", "stage": "prod",
            "identity": ["sourceIp": "192.0.2.1", "user": nil],
            "domainName": "abc.execute-api.eu-central-1.amazonaws.com",
        ],
        "body": "{}", "isBase64Encoded": false,
    ]

    static let httpV2: JSONObject = [
        "version": "2.0", "routeKey": "POST /jobs/{id}/cancel", "rawPath": "/jobs/J-1/cancel", "rawQueryString": "",
        "headers": ["host": "abc.execute-api.eu-central-1.amazonaws.com", "content-type": "application/json"],
        "requestContext": [
            "accountId": "123456789012", "domainName": "abc.execute-api.eu-central-1.amazonaws.com",
            "stage": "$default",
            "http": ["method": "POST", "path": "/jobs/J-1/cancel", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"],
        ],
        "body": "{}", "isBase64Encoded": false,
    ]

    static let functionURL =
        httpV2
        .with("requestContext.domainName", "abc123.lambda-url.eu-central-1.on.aws")
        .with("routeKey", "$default")
        .with("requestContext.authorizer", .null)

    static let loadBalancer: JSONObject = [
        "requestContext": ["elb": ["targetGroupArn": "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/t/1"]],
        "httpMethod": "POST", "path": "/jobs/J-1/cancel", "queryStringParameters": [:],
        "headers": ["host": "lb.example", "content-type": "application/json"],
        "body": "{}", "isBase64Encoded": false,
    ]

    /// A target group with multi-value headers enabled.
    static let loadBalancerWithLists =
        loadBalancer
        .with("headers", nil).with("queryStringParameters", nil)
        .with("multiValueHeaders", ["host": ["lb.example"], "content-type": ["application/json"]])
        .with("multiValueQueryStringParameters", [:])

    static let latticeV1: JSONObject = [
        "raw_path": "/jobs/J-1/cancel", "method": "POST",
        "headers": ["host": "lattice.example", "content-type": "application/json"], "query_string_parameters": [:],
        "body": "{}", "is_base64_encoded": false,
    ]

    static let latticeV2: JSONObject = [
        "version": "2.0", "path": "/jobs/J-1/cancel", "method": "POST",
        "headers": ["host": ["lattice.example"], "content-type": ["application/json"]], "queryStringParameters": [:],
        "body": "{}", "isBase64Encoded": false,
        "requestContext": [
            "serviceNetworkArn": "arn:aws:vpc-lattice:eu-central-1:123456789012:servicenetwork/sn-1",
            "serviceArn": "arn:aws:vpc-lattice:eu-central-1:123456789012:service/svc-1",
            "targetGroupArn": "arn:aws:vpc-lattice:eu-central-1:123456789012:targetgroup/tg-1",
            "identity": ["sourceVpcArn": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1", "type": "NONE"],
            "region": "eu-central-1", "timeEpoch": "1690497599177430",
        ],
    ]

    static let all = [restV1, httpV2, functionURL, loadBalancer, loadBalancerWithLists, latticeV2]
}

extension JSONObject {
    /// Sets the member at this path, whose names are separated by dots; `nil` removes it.
    func with(_ place: String, _ value: JSONValue?) -> JSONObject {
        var object = self
        if let dot = place.firstIndex(of: ".") {
            let name = String(place[..<dot])
            let inner = self[name]?.object ?? [:]
            object[name] = .object(inner.with(String(place[place.index(after: dot)...]), value))
        } else {
            object[place] = value
        }
        return object
    }

    func decoded() throws(EnvelopeError) -> (envelope: Envelope, request: Request) {
        let (envelope, request) = try Envelope.decode(bytes)
        return (envelope, request)
    }

    var request: Request { get throws { try decoded().request } }
}
