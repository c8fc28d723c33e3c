import Cancellation
import HTTPMessage
import JSON
import Storage

/// What the OpenAPI document says of a route besides its method, path, query parameters and error format.
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
    /// Names in `Components.parameters`, of those in the path and in header fields.
    var parameters: [String] = []
    /// Name in `Components.requestBodies`.
    var body: String?
    let successDescription: String
    /// The schema of the 200.
    let success: JSONValue
    var successMediaType = MediaType.json
    /// Names in `Components.headers` that the 200 may have.
    var successFields: [String] = []
    /// The contract's own refusals, apart from those that every route has.
    var refusals: [Answer] = []
    var isPublic = false
}

extension Operation {
    func json(of route: Route) -> JSONObject {
        var json: JSONObject = [
            "operationId": .string(id),
            "summary": .string(summary),
            "description": .string(description),
        ]
        if isPublic { json["security"] = [] }
        let parameters = parameters + route.query.map { $0.component }
        if !parameters.isEmpty {
            json["parameters"] = .array(parameters.map { ["$ref": "#/components/parameters/\($0)"] })
        }
        if let body { json["requestBody"] = ["$ref": "#/components/requestBodies/\(body)"] }
        json["responses"] = .object(responses(route.errorFormat))
        return json
    }

    private func responses(_ format: ErrorFormat) -> JSONObject {
        var answer = Self.response(successDescription, successMediaType, success)
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
        for refusal in (refusals + common(format)).sorted(by: { $0.status.code < $1.status.code }) {
            let code = String(refusal.status.code)
            // The document has one answer per status.
            let before = responses[code]?.object?["description"]?.string.map { $0 + " " } ?? ""
            var response = Self.response(
                before + refusal.description, format.body.mediaType,
                ["$ref": "#/components/schemas/\(format.body.schema)"])
            if let field = Self.field(of: refusal.status) {
                response["headers"] = [field: ["$ref": "#/components/headers/\(field)"]]
            }
            responses[code] = .object(response)
        }
        return responses
    }

    private func common(_ format: ErrorFormat) -> [Answer] {
        var own: [Answer] = []
        if !isPublic { own.append(Answer(.unauthorized, "There is no bearer token, or it does not hold.")) }
        if parameters.contains("IfMatch") { own.append(Answer(.preconditionFailed, Problem.preconditionFailed.detail)) }
        if parameters.contains("IdempotencyKey") {
            own.append(Answer(.conflict, Problem.requestInProgress.detail))
            own.append(Answer(.unprocessableContent, Problem.idempotencyKeyReused.detail))
        }
        return own + [
            Answer(.badRequest, "The id, a parameter or the body is not of the form asked for."),
            Answer(.contentTooLarge, Problem.bodyTooLarge.detail),
            Answer(.unsupportedMediaType, Problem.notJSON.detail),
            Answer(format.storeFailed(.unavailable("")).status, "The store failed."),
        ]
    }

    private static func response(_ description: String, _ mediaType: MediaType, _ schema: JSONValue) -> JSONObject {
        let content: JSONObject = [mediaType.name: ["schema": schema]]
        return ["description": .string(description), "content": .object(content)]
    }

    /// The header field that every refusal with the status has.
    private static func field(of status: Status) -> String? {
        switch status {
        case .unauthorized: "WWW-Authenticate"
        case .conflict: "Retry-After"
        default: nil
        }
    }
}
