import HTTPMessage
import JSON

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
extension Envelope {
    /// Path and query are percent-encoded, and the path of `/` may be empty. There are no claims: the load balancer does
    /// not authenticate the caller.
    static func applicationLoadBalancer(_ event: JSONObject) throws(EnvelopeError) -> (Envelope, Request) {
        try refuseForeignMembers(
            of: event, queries: ["queryStringParameters", "multiValueQueryStringParameters"],
            members: ["requestContext", "httpMethod", "path", "body", "isBase64Encoded"])
        let request = Request(
            Method(try text("httpMethod", in: event)), Path(try text("path", in: event)),
            query: try query(event) { PercentEncoding.decode($0[...], plusIsSpace: true) },
            fields: try fields(event), body: body(event))
        return (.applicationLoadBalancer(multiValueHeaders: event["multiValueHeaders"]?.object != nil), request)
    }

    static func applicationLoadBalancer(_ response: Response, multiValueHeaders: Bool) -> JSONObject {
        var object =
            multiValueHeaders
            ? members(of: response, headers: ("multiValueHeaders", listed(response.fields)))
            : members(of: response, headers: ("headers", joined(response.fields)))
        object["statusDescription"] = "\(response.status.code) \(response.status.reason)"
        return object
    }
}
