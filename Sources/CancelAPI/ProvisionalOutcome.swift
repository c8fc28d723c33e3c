import HTTPMessage
import Identity
import Storage

/// The answer to a request that has been decided, before what it says is durable.
package struct ProvisionalOutcome {
    private let request: Request
    private let match: RouteTable.Match
    private let principal: Principal?
    private let corsPolicy: CORSPolicy
    /// Whether a route's handler has answered. Only then can the answer tell of what the store holds, a refusal too.
    package let isHandled: Bool
    /// What is answered once everything is durable.
    package let outcome: Outcome

    init(
        _ request: Request, _ match: RouteTable.Match, isFaulty: Bool, _ principal: Principal?,
        _ corsPolicy: CORSPolicy,
        _ result: Result<Response, RequestError>
    ) {
        self.request = request
        self.match = match
        self.principal = principal
        self.corsPolicy = corsPolicy
        isHandled = if case .route = match.result { !isFaulty } else { false }
        outcome = Self.outcome(request, match, principal, corsPolicy, result)
    }

    /// What is answered instead if that has failed.
    package func unknown(_ error: StoreError) -> Outcome {
        guard isHandled else { return outcome }
        return Self.outcome(request, match, principal, corsPolicy, .failure(.store(error)))
    }

    private static func outcome(
        _ request: Request, _ match: RouteTable.Match, _ principal: Principal?, _ corsPolicy: CORSPolicy,
        _ result: Result<Response, RequestError>
    ) -> Outcome {
        var storeFailure: StoreError?
        var refusal: String?
        var response: Response
        switch result {
        case .success(let answer): response = answer
        case .failure(let error):
            if case .store(let error) = error { storeFailure = error }
            refusal = error.refusal(of: principal)
            response = match.errorFormat.response(to: error, at: request.path)
        }
        // Answers show records, and a browser stores what it is not told not to.
        response.append("Cache-Control", "no-store")
        corsPolicy.apply(to: &response, for: request)
        return Outcome(
            response: response, storeFailure: storeFailure, refusal: refusal, subject: principal?.subject,
            route: match.route)
    }
}
