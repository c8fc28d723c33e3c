import HTTPMessage
import JSON

/// What the OpenAPI document says of a route, beyond what the route itself says.
struct Operation {
    struct Answer {
        let status: Status
        let description: String

        init(_ status: Status, _ description: String) {
            self.status = status
            self.description = description
        }
    }

    let id: String
    let summary: String
    let description: String
    /// Names of the shared parameters it takes.
    var parameters: [String] = []
    /// Name of the shared request body.
    var body: String?
    let successDescription: String
    /// The schema of the 200.
    let success: JSONValue
    /// Refusals in the contract's own words, apart from those of every route.
    var refusals: [Answer] = []
    var isPublic = false
}

extension Operation {
    func json(_ dialect: Dialect) -> JSONObject {
        var json: JSONObject = [
            "operationId": .string(id),
            "summary": .string(summary),
            "description": .string(description),
        ]
        if isPublic { json["security"] = [] }
        if !parameters.isEmpty {
            json["parameters"] = .array(parameters.map { ["$ref": "#/components/parameters/\($0)"] })
        }
        if let body { json["requestBody"] = ["$ref": "#/components/requestBodies/\(body)"] }
        json["responses"] = .object(responses(dialect))
        return json
    }

    private func responses(_ dialect: Dialect) -> JSONObject {
        var responses: JSONObject = ["200": .object(Self.response(successDescription, .json, success))]
        for refusal in (refusals + common(dialect)).sorted(by: { $0.status.code < $1.status.code }) {
            let code = String(refusal.status.code)
            // A contract's own 400 and the common one are one answer in the document.
            let before = responses[code]?.object?["description"]?.string.map { $0 + " " } ?? ""
            var response = Self.response(
                before + refusal.description, dialect.mediaType, ["$ref": "#/components/schemas/\(dialect.schema)"])
            if refusal.status == .unauthorized { response["headers"] = Self.challenge }
            responses[code] = .object(response)
        }
        return responses
    }

    private func common(_ dialect: Dialect) -> [Answer] {
        let unauthorized = Answer(.unauthorized, "There is no bearer token, or it does not hold.")
        return (isPublic ? [] : [unauthorized]) + [
            Answer(.badRequest, "The id, a parameter or the body is not of the form asked for."),
            Answer(.contentTooLarge, Problem.bodyTooLarge.detail),
            Answer(.unsupportedMediaType, Problem.notJSON.detail),
            Answer(dialect.storeFailed(.unavailable("")).status, "The store failed."),
        ]
    }

    private static func response(_ description: String, _ mediaType: MediaType, _ schema: JSONValue) -> JSONObject {
        let content: JSONObject = [mediaType.name: ["schema": schema]]
        return ["description": .string(description), "content": .object(content)]
    }

    private static let challenge: JSONValue = [
        "WWW-Authenticate": ["schema": ["type": "string"], "description": "The challenge of RFC 6750 §3."]
    ]
}
