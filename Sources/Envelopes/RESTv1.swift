import HTTPMessage
import JSON

extension Envelope {
    /// The path comes percent-encoded and without the stage, the query decoded.
    static func restV1(_ event: JSONObject) throws(EnvelopeError) -> Request {
        let path = try text(event["path"]?.string == nil ? "resource" : "path", in: event)
        return Request(
            Method(try text("httpMethod", in: event)), Path(path),
            query: query(event) { $0 },
            fields: fields(event), body: body(event), claims: restV1Claims(event),
            id: event["requestContext"]?.object?["requestId"]?.string)
    }

    /// A Cognito authorizer puts the claims into `claims`; the context of a Lambda authorizer lies flat in `authorizer`.
    private static func restV1Claims(_ event: JSONObject) -> JSONObject? {
        let authorizer = event["requestContext"]?.object?["authorizer"]?.object
        // Payload format 1.0 of an HTTP API nests a JWT authorizer's claims as 2.0 does.
        return authorizer?["claims"]?.object ?? authorizer?["jwt"]?.object?["claims"]?.object ?? authorizer
    }

    /// `multiValueHeaders` holds the fields that have several values, and those alone: a name must not be in both maps.
    static func sealRestV1(_ response: Response) -> JSONObject {
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
            ? sealed(response, headers: ("headers", single))
            : sealed(response, headers: ("headers", single), ("multiValueHeaders", several))
    }
}
