import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// How one contract words what goes wrong.
struct Dialect: Sendable {
    let mediaType: MediaType
    /// Names the schema of `body` in the OpenAPI document.
    let schema: String
    let body: @Sendable (Problem, Path) -> JSONValue
    let unauthenticated: @Sendable (Authenticator.Failure) -> Problem
    let storeFailed: @Sendable (StoreError) -> Problem

    func response(to failure: Failure, at path: Path) -> Response {
        switch failure {
        case .problem(let problem):
            var fields: [(String, String)] = []
            if !problem.allowed.isEmpty {
                fields.append(("Allow", problem.allowed.map { $0.name }.joined(separator: ", ")))
            }
            if let seconds = problem.retryAfter { fields.append(("Retry-After", String(seconds))) }
            return response(to: problem, at: path, fields: fields)
        case .unauthenticated(let reason):
            // RFC 6750 §3: a request without a token is not told of an error.
            let challenge = reason == .missing ? "Bearer" : "Bearer error=\"invalid_token\""
            return response(to: unauthenticated(reason), at: path, fields: [("WWW-Authenticate", challenge)])
        case .store(let error):
            return response(to: storeFailed(error), at: path)
        }
    }

    private func response(to problem: Problem, at path: Path, fields: [(String, String)] = []) -> Response {
        Response(problem.status, mediaType, body(problem, path), fields: fields)
    }
}

extension Problem {
    /// A failure of the store, for contracts that say 503.
    static func storeFailed(_ error: StoreError) -> Problem {
        switch error {
        case .uncertain:
            Problem(
                .serviceUnavailable, "outcome-unknown", "Outcome unknown",
                "The store failed before the change was safe: look again before you rely on either outcome.")
        case .unavailable, .versionConflict:
            Problem(
                .serviceUnavailable, "store-unavailable", "Store unavailable",
                "The store cannot be used now. Nothing was changed; try again.")
        }
    }
}
