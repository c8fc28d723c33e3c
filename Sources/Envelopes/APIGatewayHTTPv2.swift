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
        guard let method = http["method"]?.string else { throw .malformed("requestContext.http.method") }
        // An HTTP API decodes the path; a function URL does not.
        let isFunctionURL = context["domainName"]?.string?.split(separator: ".").contains("lambda-url") == true
        var path = Path(try text("rawPath", in: event), isFunctionURL ? .percentEncoded : .decoded)
        // The path starts with the stage, unless it is the default one.
        if let stage = context["stage"]?.string, stage != "$default" { path.remove(prefix: Path(stage, .decoded)) }
        return Request(
            Method(method), path,
            query: Query(encoded: event["rawQueryString"]?.string ?? ""),
            fields: fields(event), body: body(event), claims: httpAPIClaims(context),
            id: context["requestId"]?.string)
    }

    private static func httpAPIClaims(_ context: JSONObject) -> JSONObject? {
        let authorizer = context["authorizer"]?.object
        return authorizer?["jwt"]?.object?["claims"]?.object
            ?? authorizer?["lambda"]?.object
            ?? authorizer?["iam"]?.object
    }

    /// Without `statusCode` the platform would send the whole object as the body of a 200.
    static func apiGatewayHTTPv2(_ response: Response) -> JSONObject {
        members(of: response, headers: ("headers", joined(response.fields)))
    }
}
