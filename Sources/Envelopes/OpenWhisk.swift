import ASCII
import HTTPMessage
import JSON

// https://github.com/apache/openwhisk/blob/master/docs/webactions.md. An action is best set up with `--web raw`: the
// platform then hands the request on as it came, and does not mix a client's parameters with those of the action.
extension Envelope {
    /// An activation of the action loop: a web action's event in `value`, beside what the platform says of itself. Other
    /// events are refused there, for whoever calls an action that is no web action writes all of `value`.
    package static func open(activation bytes: [UInt8]) throws(EnvelopeError) -> (Envelope, Request) {
        let activation = try object(bytes)
        guard let event = activation["value"]?.object else { throw .malformed("value") }
        guard event["__ow_method"] != nil else { throw .unknown }
        var request = try openWhisk(event)
        request.id = activation["activation_id"]?.string
        return (.openWhisk, request)
    }

    /// The method comes in lower case, the path percent-encoded from behind the action's name on. Nobody is vouched for:
    /// `__ow_user` is the owner of a key, not a caller of this API.
    static func openWhisk(_ event: JSONObject) throws(EnvelopeError) -> Request {
        let method = try text("__ow_method", in: event).utf8.map { $0.asciiUppercased }
        var fields = HeaderFields()
        for member in event["__ow_headers"]?.object?.members ?? [] {
            if let value = member.value.string { fields.append(member.name, value) }
        }
        return Request(
            Method(String(decoding: method, as: UTF8.self)), Path(event["__ow_path"]?.string ?? ""),
            query: openWhiskQuery(event), fields: fields, body: openWhiskBody(event, fields))
    }

    /// As it was sent if the action takes raw HTTP, else its parameters among the event's members.
    private static func openWhiskQuery(_ event: JSONObject) -> Query {
        if let query = event["__ow_query"]?.string { return Query(encoded: query) }
        return Query(
            clientMembers(event).members.compactMap { member in
                member.value.string.map { Query.Parameter(name: member.name, value: $0) }
            })
    }

    /// A body of raw HTTP is base64 if the platform takes its type for binary, as it does JSON; no JSON object looks like
    /// base64. Without raw HTTP an object's members are the event's own.
    private static func openWhiskBody(_ event: JSONObject, _ fields: HeaderFields) -> Request.Body {
        switch event["__ow_body"] {
        case .string(let text)?: return .bytes(Base64.decode(Array(text.utf8), .standard) ?? [UInt8](text.utf8))
        case let value? where !value.isNull: return .bytes(value.bytes)
        default:
            let members = clientMembers(event)
            // Members of an event without a type of content are the query's.
            if members.isEmpty || fields["Content-Type"] == nil { return .none }
            return .bytes(members.bytes)
        }
    }

    private static func clientMembers(_ event: JSONObject) -> JSONObject {
        event.filter { !$0.name.hasPrefix("__ow_") }
    }

    /// The body is text: the platform takes it for base64 only where it is, and no JSON object is.
    static func sealOpenWhisk(_ response: Response) -> JSONObject {
        [
            "statusCode": .number(response.status.code),
            "headers": .object(joined(response.fields)),
            "body": .string(String(decoding: response.body, as: UTF8.self)),
        ]
    }
}
