import ASCII
import HTTPMessage
import JSON

// API Gateway REST API, Lambda proxy integration
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html), which an HTTP API
// with payload format 1.0 follows.
extension Envelope {
    /// The path is percent-encoded and does not contain the stage of a REST API; the query is decoded.
    static func apiGatewayRESTv1(_ event: JSONObject) throws(EnvelopeError) -> Request {
        try refuseForeignMembers(
            of: event, queries: ["queryStringParameters", "multiValueQueryStringParameters"],
            members: [
                "version", "resource", "path", "httpMethod", "pathParameters", "stageVariables", "requestContext",
                "body",
                "isBase64Encoded",
            ])
        var path = Path(try text(event["path"]?.string == nil ? "resource" : "path", in: event))
        if let stage = stageInPath(event) { path.remove(prefix: Path(stage, .decoded)) }
        return Request(
            Method(try text("httpMethod", in: event)), path,
            query: try query(event) { $0 },
            fields: try fields(event), body: body(event), claims: restAPIClaims(event),
            id: event["requestContext"]?.object?["requestId"]?.string)
    }

    /// The stage of an HTTP API with payload format 1.0, whose path starts with the stage unless it is the default one.
    /// Such events differ from those of a REST API, and of emulators of one that say 1.0 as well, by the id of the resource:
    /// it is the key of the route, `POST /jobs` or `$default`.
    private static func stageInPath(_ event: JSONObject) -> String? {
        let context = event["requestContext"]?.object
        guard event["version"] == "1.0", let stage = context?["stage"]?.string,
            !stage.hasSameBytes(as: "$default"), let resource = context?["resourceId"]?.string,
            resource.hasSameBytes(as: "$default") || resource.utf8.contains(UInt8(ascii: " "))
        else { return nil }
        return stage
    }

    /// A Cognito authorizer puts the claims into `claims`; the context of a Lambda authorizer is `authorizer` itself.
    private static func restAPIClaims(_ event: JSONObject) -> JSONObject? {
        let authorizer = event["requestContext"]?.object?["authorizer"]?.object
        // Payload format 1.0 of an HTTP API nests the claims of a JWT authorizer as 2.0 does.
        return authorizer?["claims"]?.object ?? authorizer?["jwt"]?.object?["claims"]?.object ?? authorizer
    }

    /// A name must not be in both maps, so `multiValueHeaders` only has the fields with several values.
    static func apiGatewayRESTv1(_ response: Response) -> JSONObject {
        var single: JSONObject = [:]
        var several: JSONObject = [:]
        for member in listed(response.fields).members {
            if let values = member.value.array, values.count > 1 {
                several[member.name] = member.value
            } else {
                single[member.name] = response.fields[member.name].map { .string($0) }
            }
        }
        return several.isEmpty
            ? members(of: response, headers: ("headers", single))
            : members(of: response, headers: ("headers", single), ("multiValueHeaders", several))
    }
}
