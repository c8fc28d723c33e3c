import ASCII
import JSON

extension ClientRequest {
    private var openWhiskHead: JSONObject {
        let fields = fields(adding: [
            ("accept", "application/json"), ("host", "orders.example.org"), ("user-agent", "okhttp/4.12.0"),
            ("x-forwarded-for", "203.0.113.99"), ("x-forwarded-port", "443"), ("x-forwarded-proto", "https"),
            ("x-request-id", "7f3e3d1f6f5c4b2a9d8e7c6b5a493827"),
        ])
        return [
            "__ow_method": .string(method.asciiLowercased),
            "__ow_headers": .object(.joined(fields)),
            "__ow_path": .string(path),
        ]
    }

    /// The parameters of the query and the members of a JSON object in the body are members of the event.
    var openWhisk: JSONObject {
        var event = openWhiskHead
        let json = (try? JSONValue(parsing: body))?.object
        let own =
            parameters(isDecoded: true).map { ($0.name, JSONValue.string($0.value)) }
            + (json?.members ?? []).map { ($0.name, $0.value) }
        for (name, value) in own where !name.hasPrefix("__ow_") { event[name] = value }
        if json == nil, !body.isEmpty { event["__ow_body"] = .string(bodyText) }
        return event
    }

    /// Raw HTTP: the query as it was sent, the body in base64.
    var openWhiskRaw: JSONObject {
        var event = openWhiskHead
        event["__ow_query"] = .string(query)
        event["__ow_body"] = .string(Base64.encode(body, .standard))
        return event
    }
}
