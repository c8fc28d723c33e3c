import ASCII
import HTTPMessage
import JSON

extension ClientRequest {
    /// An event of an Application Load Balancer, which leaves path and query as they were sent.
    func applicationLoadBalancer(isMultiValue: Bool) -> JSONObject {
        var added: [(String, String)] = [
            ("accept", "application/json"), ("host", "orders.example.org"), ("user-agent", "okhttp/4.12.0"),
            ("x-amzn-trace-id", "Root=1-68f5b0a0-4d5e6f708192a3b4c5d6e7f8"), ("x-forwarded-for", "203.0.113.99"),
            ("x-forwarded-port", "443"), ("x-forwarded-proto", "https"),
        ]
        if !body.isEmpty { added.append(("content-length", String(body.count))) }
        let fields = fields(adding: added)
        let parameters = parameters(isDecoded: false)
        var event: JSONObject = [
            "requestContext": [
                "elb": [
                    "targetGroupArn":
                        "arn:aws:elasticloadbalancing:ap-southeast-2:123456789012:targetgroup/countermand/6d0ecf831eec9f09"
                ]
            ],
            "httpMethod": .string(method),
            "path": .string(path),
        ]
        if isMultiValue {
            event["multiValueQueryStringParameters"] = .object(.listed(parameters))
            event["multiValueHeaders"] = .object(.listed(fields))
        } else {
            event["queryStringParameters"] = .object(.last(parameters))
            event["headers"] = .object(.last(fields))
        }
        event["body"] = .string(isText ? bodyText : Base64.encode(body, .standard))
        event["isBase64Encoded"] = .bool(!isText)
        return event
    }

    /// Whether a load balancer passes the body on as it is. It encodes those of all other media types.
    private var isText: Bool {
        guard !body.isEmpty, let field = fields.first(where: { $0.name.equalsIgnoringASCIICase("Content-Type") })
        else { return true }
        let type = String(field.value.prefix { $0 != ";" }).asciiLowercased
        return type.hasPrefix("text/")
            || ["application/json", "application/javascript", "application/xml"].contains(type)
    }

    private static let latticeDomain = "orders-0a1b2c3d4e5f60718.7d67968.vpc-lattice-svcs.eu-central-1.on.aws"

    private var latticeFields: [(name: String, value: String)] {
        fields(adding: [("host", Self.latticeDomain), ("x-forwarded-for", "10.0.17.3")])
    }

    private var target: String { query.isEmpty ? path : "\(path)?\(query)" }

    var vpcLatticeV1: JSONObject {
        [
            "raw_path": .string(target),
            "method": .string(method),
            "headers": .object(.joined(latticeFields)),
            "query_string_parameters": .object(.last(parameters(isDecoded: false))),
            "body": .string(bodyText),
            "is_base64_encoded": false,
        ]
    }

    var vpcLatticeV2: JSONObject {
        [
            "version": "2.0",
            "path": .string(target),
            "method": .string(method),
            "headers": .object(.listed(latticeFields)),
            "queryStringParameters": .object(.listed(parameters(isDecoded: false))),
            "body": .string(bodyText),
            "isBase64Encoded": false,
            "requestContext": [
                "serviceNetworkArn":
                    "arn:aws:vpc-lattice:eu-central-1:123456789012:servicenetwork/sn-0bf3f2882e9cc805a",
                "serviceArn": "arn:aws:vpc-lattice:eu-central-1:123456789012:service/svc-0a40eebed65f8d69c",
                "targetGroupArn": "arn:aws:vpc-lattice:eu-central-1:123456789012:targetgroup/tg-6d0ecf831eec9f09",
                "identity": [
                    "sourceVpcArn": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0b8276c84697e7339", "type": "NONE",
                ],
                "region": "eu-central-1",
                "timeEpoch": "1760956200123456",
            ],
        ]
    }
}
