import Cancellation
import HTTPMessage
import JSON
import Storage

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
    /// Names of the shared header fields that it may have.
    var successFields: [String] = []
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
        var answer = Self.response(successDescription, .json, success)
        if !successFields.isEmpty {
            answer["headers"] = .object(
                JSONObject(successFields.map { ($0, ["$ref": "#/components/headers/\($0)"]) }))
        }
        var responses: JSONObject = ["200": .object(answer)]
        if parameters.contains("IfNoneMatch"), !parameters.contains("IdempotencyKey") {
            responses["304"] = [
                "description": "The record is the one that the caller has.",
                "headers": ["ETag": ["$ref": "#/components/headers/ETag"]],
            ]
        }
        for refusal in (refusals + common(dialect)).sorted(by: { $0.status.code < $1.status.code }) {
            let code = String(refusal.status.code)
            // A contract's own 400 and the common one are one answer in the document.
            let before = responses[code]?.object?["description"]?.string.map { $0 + " " } ?? ""
            var response = Self.response(
                before + refusal.description, dialect.mediaType, ["$ref": "#/components/schemas/\(dialect.schema)"])
            if let field = Self.field(of: refusal.status) {
                response["headers"] = [field: ["$ref": "#/components/headers/\(field)"]]
            }
            responses[code] = .object(response)
        }
        return responses
    }

    private func common(_ dialect: Dialect) -> [Answer] {
        var own: [Answer] = []
        if !isPublic { own.append(Answer(.unauthorized, "There is no bearer token, or it does not hold.")) }
        if parameters.contains("IfMatch") { own.append(Answer(.preconditionFailed, Problem.preconditionFailed.detail)) }
        if parameters.contains("IdempotencyKey") {
            own.append(Answer(.conflict, Problem.stillRunning.detail))
            own.append(Answer(.unprocessableContent, Problem.keyReused.detail))
        }
        return own + [
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

    /// The field that every refusal of the status has.
    private static func field(of status: Status) -> String? {
        switch status {
        case .unauthorized: "WWW-Authenticate"
        case .conflict: "Retry-After"
        default: nil
        }
    }
}
