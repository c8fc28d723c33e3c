import HTTPMessage
import JSON

extension ClientRequest {
    private static let restDomain = "1a2b3c4d5e.execute-api.ap-southeast-2.amazonaws.com"
    private static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"

    /// An event of a REST API, or of one with the resource `{proxy+}` if no route is at the path.
    func restV1(_ authorizer: JSONObject?) -> JSONObject {
        let resource = template ?? "/{proxy+}"
        let fields = fields(
            adding: [
                ("Accept", "application/json"), ("CloudFront-Forwarded-Proto", "https"),
                ("CloudFront-Viewer-Country", "NZ"), ("Host", Self.restDomain), ("User-Agent", Self.browser),
                ("Via", "2.0 9f1a.cloudfront.net (CloudFront)"),
                ("X-Amzn-Trace-Id", "Root=1-68f5b0a0-1b2c3d4e5f60718293a4b5c6"),
                ("X-Forwarded-For", "203.0.113.7, 70.132.20.85"), ("X-Forwarded-Port", "443"),
                ("X-Forwarded-Proto", "https"),
            ], keepsCase: true)
        let parameters = parameters(isDecoded: true)
        var context: JSONObject = [
            "resourceId": "k3m9xz",
            "resourcePath": .string(resource),
            "httpMethod": .string(method),
            "extendedRequestId": "SvXtEFpjoAMEPrw=",
            "requestTime": .string(SampleTime.commonLog),
            "path": .string("/prod" + path),
            "accountId": "123456789012",
            "protocol": "HTTP/1.1",
            "stage": "prod",
            "domainPrefix": "1a2b3c4d5e",
            "requestTimeEpoch": .number(SampleTime.milliseconds),
            "requestId": "3d28b887-bdff-4484-abd1-d1d7d861cfc9",
            "identity": .object(Self.restIdentity),
            "domainName": .string(Self.restDomain),
            "deploymentId": "9z8y7x",
            "apiId": "1a2b3c4d5e",
        ]
        context["authorizer"] = authorizer.map { .object($0) }
        let proxy: JSONObject? = template == nil ? ["proxy": .string(String(path.dropFirst()))] : pathParameters
        return [
            "resource": .string(resource),
            "path": .string(path),
            "httpMethod": .string(method),
            "headers": .object(.last(fields)),
            "multiValueHeaders": .object(.listed(fields)),
            "queryStringParameters": parameters.isEmpty ? nil : .object(.last(parameters)),
            "multiValueQueryStringParameters": parameters.isEmpty ? nil : .object(.listed(parameters)),
            "pathParameters": proxy.map { .object($0) } ?? nil,
            "stageVariables": nil,
            "requestContext": .object(context),
            "body": body.isEmpty ? nil : .string(bodyText),
            "isBase64Encoded": false,
        ]
    }

    private static let restIdentity: JSONObject = [
        "cognitoIdentityPoolId": nil, "accountId": nil, "cognitoIdentityId": nil, "caller": nil,
        "sourceIp": "203.0.113.7", "principalOrgId": nil, "accessKey": nil, "cognitoAuthenticationType": nil,
        "cognitoAuthenticationProvider": nil, "userArn": nil, "userAgent": .string(browser), "user": nil,
    ]

    private static let httpDomain = "f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com"
    private static let desk = "SmartScheduler/4.2 (dispatch-desk)"

    /// An event of an HTTP API with payload format 2.0, whose paths come decoded and with the stage, unless it is the default
    /// one.
    func httpV2(stage: String?, _ caller: Caller?) -> JSONObject {
        let path = (stage.map { "/" + $0 } ?? "") + decodedPath
        var context: JSONObject = ["accountId": "123456789012", "apiId": "f6g7h8i9j0"]
        if let caller {
            let jwt: JSONObject = ["claims": .object(caller.jwtAuthorizerClaims), "scopes": nil]
            context["authorizer"] = ["jwt": .object(jwt)]
        }
        let added: [(String, String)] = [
            ("accept", "application/json"), ("content-length", String(body.count)), ("host", Self.httpDomain),
            ("user-agent", Self.desk), ("x-amzn-trace-id", "Root=1-68f5b0a0-2b3c4d5e6f708192a3b4c5d6"),
            ("x-forwarded-for", "198.51.100.24"), ("x-forwarded-port", "443"), ("x-forwarded-proto", "https"),
        ]
        return eventV2(
            routeKey: template.map { "\(method) \($0)" } ?? "$default", path, fields: fields(adding: added),
            context: context, domain: Self.httpDomain, source: "198.51.100.24", agent: Self.desk,
            requestID: "SvXuJhL3liAEPVw=", stage: stage ?? "$default", pathParameters: pathParameters)
    }

    private static let functionDomain = "u7v8w9x0y1z2a3b4c5d6e7f8g9h0i1j2.lambda-url.us-east-1.on.aws"

    /// An event of a Lambda function URL without IAM. Its path comes as it was sent.
    var functionURL: JSONObject {
        var added: [(String, String)] = [
            ("accept", "*/*"), ("host", Self.functionDomain), ("user-agent", "curl/8.10.1"),
            ("x-amzn-tls-version", "TLSv1.3"), ("x-amzn-trace-id", "Root=1-68f5b0a0-3c4d5e6f708192a3b4c5d6e7"),
            ("x-forwarded-for", "192.0.2.44"), ("x-forwarded-port", "443"), ("x-forwarded-proto", "https"),
        ]
        if !body.isEmpty { added.append(("content-length", String(body.count))) }
        let context: JSONObject = [
            "accountId": "anonymous", "apiId": "u7v8w9x0y1z2a3b4c5d6e7f8g9h0i1j2", "authentication": nil,
            "authorizer": nil,
        ]
        return eventV2(
            routeKey: "$default", path, fields: fields(adding: added), context: context, domain: Self.functionDomain,
            source: "192.0.2.44", agent: "curl/8.10.1", requestID: "51dbc086-a2a0-48a9-a5e9-93539f87d5fb",
            stage: "$default", pathParameters: nil)
    }

    /// What HTTP APIs and function URLs have in common.
    private func eventV2(
        routeKey: String, _ path: String, fields: [(name: String, value: String)], context: JSONObject, domain: String,
        source: String, agent: String, requestID: String, stage: String, pathParameters: JSONObject?
    ) -> JSONObject {
        var context = context
        context["domainName"] = .string(domain)
        context["domainPrefix"] = .string(String(domain.prefix { $0 != "." }))
        context["http"] = [
            "method": .string(method), "path": .string(path), "protocol": "HTTP/1.1", "sourceIp": .string(source),
            "userAgent": .string(agent),
        ]
        context["requestId"] = .string(requestID)
        context["routeKey"] = .string(routeKey)
        context["stage"] = .string(stage)
        context["time"] = .string(SampleTime.commonLog)
        context["timeEpoch"] = .number(SampleTime.milliseconds)
        var event: JSONObject = [
            "version": "2.0",
            "routeKey": .string(routeKey),
            "rawPath": .string(path),
            "rawQueryString": .string(query),
            "headers": .object(.joined(fields)),
        ]
        if !query.isEmpty { event["queryStringParameters"] = .object(.joined(parameters(isDecoded: true))) }
        event["requestContext"] = .object(context)
        event["pathParameters"] = pathParameters.map { .object($0) }
        if !body.isEmpty { event["body"] = .string(bodyText) }
        event["isBase64Encoded"] = false
        return event
    }
}
