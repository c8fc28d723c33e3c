import Cancellation
import HTTPMessage
import JSON
import Storage

/// What the OpenAPI document says of a route besides its method, path, query parameters and error format.
struct Operation {
    /// A refusal, and the problems that it is the answer to.
    struct Answer {
        let status: Status
        let description: String
        let examples: [Problem]

        init(_ status: Status, _ description: String, _ examples: [Problem]) {
            self.status = status
            self.description = description
            self.examples = examples
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
    /// A body of the 200.
    let example: JSONValue
    /// Names in `Components.headers` that the 200 may have.
    var successFields: [String] = []
    /// The contract's own refusals, apart from those that every route has.
    var refusals: [Answer] = []
    var isPublic = false
}

extension Operation {
    func json(of route: Route, _ tag: Tag) -> JSONObject {
        var json: JSONObject = [
            "tags": [.string(tag.name)],
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
        json["responses"] = .object(responses(route))
        return json
    }

    private func responses(_ route: Route) -> JSONObject {
        let format = route.errorFormat
        var answer = Self.response(successDescription, successMediaType, ["schema": success, "example": example])
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
        let all = refusals + common(format)
        for refusal in all.sorted(by: { $0.status.code < $1.status.code }) {
            let code = String(refusal.status.code)
            // The document has one answer per status.
            let before = responses[code]?.object?["description"]?.string.map { $0 + " " } ?? ""
            let problems = all.filter { $0.status == refusal.status }.flatMap { $0.examples }
            var response = Self.response(
                before + refusal.description, format.body.mediaType,
                [
                    "schema": ["$ref": "#/components/schemas/\(format.body.schema)"],
                    "examples": .object(examples(of: problems, on: route)),
                ])
            if let field = Self.field(of: refusal.status) {
                response["headers"] = [field: ["$ref": "#/components/headers/\(field)"]]
            }
            responses[code] = .object(response)
        }
        return responses
    }

    private func common(_ format: ErrorFormat) -> [Answer] {
        var own: [Answer] = []
        if !isPublic {
            own.append(
                Answer(
                    .unauthorized, "There is no bearer token, or it does not hold.",
                    [.unauthorized(format.missingToken), .unauthorized(format.invalidToken)]))
        }
        func add(_ problem: Problem) { own.append(Answer(problem.status, problem.detail, [problem])) }
        if parameters.contains("IfMatch") { add(.preconditionFailed) }
        if parameters.contains("IdempotencyKey") {
            add(.requestInProgress)
            add(.idempotencyKeyReused)
        }
        own.append(
            Answer(.badRequest, "The id, a parameter or the body is not of the form asked for.", malformed))
        add(.bodyTooLarge)
        add(.notJSON)
        let failure = format.storeFailed(.unavailable(""))
        return own + [Answer(failure.status, "The store failed.", [failure])]
    }

    private static func response(_ description: String, _ mediaType: MediaType, _ content: JSONObject) -> JSONObject {
        ["description": .string(description), "content": .object([mediaType.name: .object(content)])]
    }

    /// The header field that every refusal with the status has.
    private static func field(of status: Status) -> String? {
        switch status {
        case .unauthorized: "WWW-Authenticate"
        case .conflict, .serviceUnavailable: "Retry-After"
        default: nil
        }
    }
}
