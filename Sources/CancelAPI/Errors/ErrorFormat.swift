import HTTPMessage
import Identity
import JSON
import Storage

/// How a contract answers errors: the form of the body, and its sentences for what any request may meet.
struct ErrorFormat: Sendable {
    let body: ErrorBody
    /// The detail of a 401 to a request without a token.
    let missingToken: String
    /// The detail of a 401 to any token that is refused.
    let invalidToken: String
    var storeFailed: @Sendable (StoreError) -> Problem = { Problem.storeFailed($0) }

    func response(to error: RequestError, at path: Path) -> Response {
        switch error {
        case .problem(let problem): return response(to: problem, at: path)
        case .unauthenticated(let failure):
            let detail = failure == .noToken ? missingToken : invalidToken
            // RFC 6750 §3: a challenge to a request without a token names no error.
            let challenge = failure == .noToken ? "Bearer" : "Bearer error=\"invalid_token\""
            return response(
                to: .unauthorized(detail), at: path,
                [("WWW-Authenticate", challenge)])
        case .store(let error): return response(to: storeFailed(error), at: path)
        }
    }

    private func response(to problem: Problem, at path: Path, _ fields: [(String, String)] = []) -> Response {
        var fields = fields
        if !problem.allowedMethods.isEmpty {
            fields.append(("Allow", problem.allowedMethods.map { $0.name }.joined(separator: ", ")))
        }
        if let seconds = problem.retryAfterSeconds { fields.append(("Retry-After", String(seconds))) }
        return Response(problem.status, body.mediaType, .object(body.json(problem, path)), fields: fields)
    }
}

/// The form of an error's body.
enum ErrorBody: Sendable {
    /// `{"error":"..."}`
    case error
    /// `{"success":false,"message":"..."}`
    case failure
    /// Problem details (RFC 9457).
    case problemDetails
    /// `{"status":"..."}`, with the last part of the problem's type
    case status

    var mediaType: MediaType { self == .problemDetails ? .problem : .json }

    /// The name of its schema in the OpenAPI document.
    var schema: String {
        switch self {
        case .error: "Error"
        case .failure: "Failure"
        case .problemDetails: "Problem"
        case .status: "Status"
        }
    }

    func json(_ problem: Problem, _ path: Path) -> JSONObject {
        switch self {
        case .error: ["error": .string(problem.detail)]
        case .failure: ["success": false, "message": .string(problem.detail)]
        case .status: ["status": .string(problem.type)]
        case .problemDetails:
            ProblemDetails(
                type: problem.type, title: problem.title, status: problem.status, detail: problem.detail,
                instance: PercentEncoding.encode(path)
            ).json
        }
    }
}
