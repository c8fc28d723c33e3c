import HTTPMessage
import JSON

extension Envelope {
    /// Path and query come percent-encoded, the path of `/` may be "", and nobody has authenticated the caller.
    static func loadBalancer(_ event: JSONObject) throws(EnvelopeError) -> (Envelope, Request) {
        let request = Request(
            Method(try text("httpMethod", in: event)), Path(try text("path", in: event)),
            query: query(event) { PercentEncoding.decode($0[...], plusIsSpace: true) },
            fields: fields(event), body: body(event))
        return (.loadBalancer(multiValueHeaders: event["multiValueHeaders"]?.object != nil), request)
    }

    static func sealLoadBalancer(_ response: Response, _ multiValueHeaders: Bool) -> JSONObject {
        var answer =
            multiValueHeaders
            ? sealed(response, headers: ("multiValueHeaders", listed(response.fields)))
            : sealed(response, headers: ("headers", joined(response.fields)))
        answer["statusDescription"] = "\(response.status.code) \(response.status.reason)"
        return answer
    }
}
