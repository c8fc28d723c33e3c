import JSON

/// A request in the envelope of a REST API whose authorizer has let the caller pass.
struct Ask {
    var method: String
    var path: String
    /// What the authorizer says of the caller.
    var claims: JSONObject?
    var query: JSONObject = [:]
    var fields: JSONObject = [:]
    /// Header fields with all of their values.
    var lists: JSONObject = [:]
    var body: String?

    var envelope: [UInt8] {
        var context: JSONObject = ["stage": "prod"]
        if let claims { context["authorizer"] = ["claims": .object(claims)] }
        let event: JSONObject = [
            "httpMethod": .string(method),
            "path": .string(path),
            "headers": .object(fields),
            "multiValueHeaders": .object(lists),
            "queryStringParameters": .object(query),
            "requestContext": .object(context),
            "body": body.map { .string($0) } ?? .null,
            "isBase64Encoded": false,
        ]
        return event.bytes
    }

    static func get(_ path: String, role: String = "admin") -> Ask {
        Ask(method: "GET", path: path, claims: ["sub": "1", "role": .string(role)])
    }
}
