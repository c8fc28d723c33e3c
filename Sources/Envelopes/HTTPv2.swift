import HTTPMessage
import JSON

extension Envelope {
    static func httpV2(_ event: JSONObject) throws(EnvelopeError) -> Request {
        guard let context = event["requestContext"]?.object, let http = context["http"]?.object else {
            throw .malformed("requestContext.http")
        }
        guard let method = http["method"]?.string else { throw .malformed("requestContext.http.method") }
        // An HTTP API decodes the path; a function URL does not.
        let isFunctionURL = context["domainName"]?.string?.split(separator: ".").contains("lambda-url") == true
        var path = Path(try text("rawPath", in: event), isFunctionURL ? .percentEncoded : .decoded)
        // A named stage is the first segment; the default one is not there.
        if let stage = context["stage"]?.string, stage != "$default" { path.remove(prefix: Path(stage, .decoded)) }
        return Request(
            Method(method), path,
            query: Query(encoded: event["rawQueryString"]?.string ?? ""),
            fields: fields(event), body: body(event), claims: httpV2Claims(context),
            id: context["requestId"]?.string)
    }

    private static func httpV2Claims(_ context: JSONObject) -> JSONObject? {
        let authorizer = context["authorizer"]?.object
        return authorizer?["jwt"]?.object?["claims"]?.object
            ?? authorizer?["lambda"]?.object
            ?? authorizer?["iam"]?.object
    }

    /// Without `statusCode` the platform would take the whole answer for the body of a 200.
    static func sealHTTPV2(_ response: Response) -> JSONObject {
        sealed(response, headers: ("headers", joined(response.fields)))
    }
}
