import ASCII
import HTTPMessage
import JSON

// API Gateway HTTP API, payload format 2.0
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html), and Lambda
// function URLs (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html).
extension Envelope {
    static func apiGatewayHTTPv2(_ event: JSONObject) throws(EnvelopeError) -> Request {
        guard let context = event["requestContext"]?.object, let http = context["http"]?.object else {
            throw .malformed("requestContext.http")
        }
        try refuseForeignMembers(
            of: event, queries: ["rawQueryString"],
            members: [
                "version", "routeKey", "rawPath", "cookies", "pathParameters", "stageVariables", "requestContext",
                "body",
                "isBase64Encoded",
            ])
        guard let method = http["method"]?.string else { throw .malformed("requestContext.http.method") }
        // An HTTP API decodes the path; a function URL does not.
        let isFunctionURL = context["domainName"]?.string.map { domain in
            Parts(of: domain, separatedBy: UInt8(ascii: ".")).contains { $0.elementsEqual("lambda-url".utf8) }
        }
        var path = Path(try text("rawPath", in: event), isFunctionURL == true ? .percentEncoded : .decoded)
        // The path starts with the stage, unless it is the default one.
        if let stage = context["stage"]?.string, !stage.hasSameBytes(as: "$default") {
            path.remove(prefix: Path(stage, .decoded))
        }
        let fields = try fields(event)
        return Request(
            Method(method), path,
            query: try httpAPIQuery(event),
            fields: fields, body: body(event), claims: httpAPIClaims(context, fields),
            id: context["requestId"]?.string)
    }

    /// The map joins the values of a name with commas. It is only read from events written by hand that have no raw query.
    private static func httpAPIQuery(_ event: JSONObject) throws(EnvelopeError) -> Query {
        if let raw = event["rawQueryString"], !raw.isNull {
            guard let text = raw.string else { throw .malformed("rawQueryString") }
            if !text.isEmpty { return Query(encoded: text) }
        }
        return try query(event) { $0 }
    }

    /// IAM says which user or role of AWS is calling, but gives no roles of this API. A bearer token beside it does; a
    /// signature of AWS in the field `Authorization` has a scheme of its own.
    private static func httpAPIClaims(_ context: JSONObject, _ fields: HeaderFields) -> JSONObject? {
        let authorizer = context["authorizer"]?.object
        return authorizer?["jwt"]?.object?["claims"]?.object
            ?? authorizer?["lambda"]?.object
            ?? (hasBearerToken(fields) ? nil : authorizer?["iam"]?.object)
    }

    /// Without `statusCode` the platform would send the whole object as the body of a 200.
    static func apiGatewayHTTPv2(_ response: Response) -> JSONObject {
        members(of: response, headers: ("headers", joined(response.fields)))
    }
}
