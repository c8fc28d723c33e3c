import HTTPMessage
import Identity
import Storage

/// The contracts as one function from a request to its answer. Time, ids and the store are injected.
package struct CancelAPI {
    let store: any RecordStore
    let authenticator: Authenticator
    /// Removed from every path that starts with it: a custom domain's base path.
    let basePath: Path
    let corsPolicy: CORSPolicy
    let routeTable: RouteTable
    let now: () -> Timestamp
    /// Makes ids that no other process makes, of the characters of ruling C5.
    let makeID: () -> String

    package init(
        store: any RecordStore, authenticator: Authenticator, basePath: Path = Path(""),
        corsPolicy: CORSPolicy = CORSPolicy(), hasConsole: Bool = false, now: @escaping () -> Timestamp,
        makeID: @escaping () -> String
    ) {
        self.store = store
        self.authenticator = authenticator
        self.basePath = basePath
        self.corsPolicy = corsPolicy
        routeTable = RouteTable(hasConsole: hasConsole)
        self.now = now
        self.makeID = makeID
    }

    /// Returns an answer to every request. Whatever it says of records is durable by then (ruling C2).
    package func respond(to request: Request) -> Outcome {
        let provisional = decide(request)
        do { try synchronize([provisional]) } catch { return provisional.unknown(error) }
        return provisional.outcome
    }

    /// Answers a request, which must be followed by `synchronize`: nothing may be said of it before.
    package func decide(_ request: Request) -> ProvisionalOutcome {
        var request = request
        request.path.remove(prefix: basePath)
        let match = routeTable.match(request)
        let fault = Self.fault(of: request)
        var principal: Principal?
        let result = Result { () throws(RequestError) in
            if let fault { throw .problem(fault) }
            return try answer(request, match) { principal = $0 }
        }
        return ProvisionalOutcome(request, match, isFaulty: fault != nil, principal, corsPolicy, result)
    }

    /// Returns when everything that these outcomes tell of is durable. If it throws, all of them are unknown.
    package func synchronize(_ outcomes: [ProvisionalOutcome]) throws(StoreError) {
        if outcomes.contains(where: { $0.isHandled }) { try store.synchronize() }
    }

    /// Why a request is refused whatever it asks for.
    private static func fault(of request: Request) -> Problem? {
        if let fault = request.fault { return .badRequest(fault) }
        return request.query.hasTooMany ? .tooManyParameters : nil
    }

    private func answer(
        _ request: Request, _ match: RouteTable.Match, onAuthenticated: @escaping (Principal) -> Void
    ) throws(RequestError) -> Response {
        switch match.result {
        case .noSuchPath: throw .problem(.noSuchPath)
        case .wrongMethod(let allowed):
            if let answer = corsPolicy.preflight(request, allowed) { return answer }
            throw .problem(.wrongMethod(allowed))
        case .route(let route, let parameter):
            return try route.handle(
                RequestContext(
                    request: request, route: route, pathParameter: parameter, api: self, now: now(),
                    onAuthenticated: onAuthenticated))
        }
    }
}
