import ASCII
import HTTPMessage
import JSON

// https://github.com/apache/openwhisk/blob/master/docs/webactions.md. Actions should be created with `--web raw`: the
// platform then passes the request on unchanged, and does not mix the client's parameters with those of the action.
extension Envelope {
    /// Decodes an activation of the action loop: an event in `value`, and data of the platform. Refuses every event but a
    /// web action's, because whoever invokes an action directly controls all of `value`, claims included.
    package static func decode(activation bytes: [UInt8]) throws(EnvelopeError) -> (Envelope, Request) {
        let activation = try object(bytes)
        guard let event = activation["value"]?.object else { throw .malformed("value") }
        guard event["__ow_method"] != nil else { throw .unknown }
        var request = try openWhiskWebAction(event)
        request.id = activation["activation_id"]?.string
        return (.openWhiskWebAction, request)
    }

    /// The method is in lower case; the path is percent-encoded and starts after the action's name. There are no claims:
    /// `__ow_user` is the namespace of the key that the action was invoked with, not a caller of this API.
    static func openWhiskWebAction(_ event: JSONObject) throws(EnvelopeError) -> Request {
        let method = try text("__ow_method", in: event).utf8.map { $0.asciiUppercased }
        var fields = HeaderFields()
        try forEachPair(event, strings: "__ow_headers") { fields.append($0, $1) }
        return Request(
            Method(String(decoding: method, as: UTF8.self)), Path(event["__ow_path"]?.string ?? ""),
            query: try openWhiskQuery(event), fields: fields, body: openWhiskBody(event, fields))
    }

    /// Raw HTTP has the query as it was sent; otherwise its parameters are among the members of the event, and those that
    /// are not text are members of a JSON body. A number or a boolean counts as both.
    private static func openWhiskQuery(_ event: JSONObject) throws(EnvelopeError) -> Query {
        if let value = event["__ow_query"], !value.isNull {
            guard let query = value.string else { throw .malformed("__ow_query") }
            return Query(encoded: query)
        }
        var parameters: [Query.Parameter] = []
        for member in event.members where isClient(member) {
            guard let text = text(member.value) else { continue }
            parameters.append(Query.Parameter(name: member.name, value: text))
        }
        return Query(parameters, isMixed: true)
    }

    /// Raw HTTP has the body in base64 if the platform considers its media type binary, as it does JSON; a JSON object is
    /// never valid base64, so both forms can be told apart. Otherwise the members of a JSON body are members of the event.
    private static func openWhiskBody(_ event: JSONObject, _ fields: HeaderFields) -> Request.Body {
        switch event["__ow_body"] {
        case .string(let text)?: return .bytes(Base64.decode(Array(text.utf8), .standard) ?? [UInt8](text.utf8))
        case let value? where !value.isNull: return .bytes(value.bytes)
        default:
            let members = clientMembers(event)
            // Without a Content-Type they are parameters of the query.
            if members.isEmpty || fields["Content-Type"] == nil { return .none }
            return .bytes(members.bytes)
        }
    }

    private static func clientMembers(_ event: JSONObject) -> JSONObject {
        event.filter(isClient)
    }

    private static func isClient(_ member: JSONObject.Member) -> Bool { !member.name.utf8.starts(with: "__ow_".utf8) }

    /// The platform decodes a `body` that is valid base64; a JSON object never is.
    static func openWhiskWebAction(_ response: Response) -> JSONObject {
        [
            "statusCode": .number(response.status.code),
            "headers": .object(joined(response.fields)),
            "body": .string(String(decoding: response.body, as: UTF8.self)),
        ]
    }
}
