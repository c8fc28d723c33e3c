import HTTPMessage
import JSON
import Storage

/// Whether the store can be used, for load balancers and monitoring (ruling C17). No token is asked for, so that nothing
/// else is said: why it cannot be used is in the log.
enum Health {
    static let contract = Contract(
        tag: .service, routes: [Route(.get, "/health", errorFormat, get, operation)], schemas: { ["Status": status] })

    private static let errorFormat = ErrorFormat(
        body: .status, missingToken: "", invalidToken: "",
        storeFailed: { _ in
            Problem(.serviceUnavailable, "unavailable", "Unavailable", "Unavailable", retryAfterSeconds: 1)
        })

    private static func get(_ context: RequestContext) throws(RequestError) -> Response {
        _ = try context.body()
        try context.withStore { store throws(StoreError) in try store.checkHealth() }
        return Response(.ok, .json, ["status": "ok"])
    }

    private static func operation() -> Operation {
        Operation(
            id: "getHealth", summary: "Whether the store can be used",
            description: "Needs no token, and changes nothing.",
            successDescription: "The store can be read and takes changes.",
            success: [
                "type": "object", "required": ["status"], "properties": ["status": ["const": "ok"]],
                "additionalProperties": false,
            ],
            example: ["status": "ok"], isPublic: true)
    }

    private static let status: JSONValue = [
        "description": "What is wrong, in a word: `unavailable` if the store cannot be used.",
        "type": "object", "required": ["status"], "properties": ["status": ["type": "string"]],
        "additionalProperties": false,
    ]
}
