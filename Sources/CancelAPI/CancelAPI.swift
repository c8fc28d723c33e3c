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
        var request = request
        request.path.remove(prefix: basePath)
        let match = routeTable.match(request)
        var principal: Principal?
        var storeFailure: StoreError?
        var refusal: String?
        var response: Response
        do {
            response = try answer(request, match) { principal = $0 }
        } catch {
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

    private func answer(
        _ request: Request, _ match: RouteTable.Match, onAuthenticated: @escaping (Principal) -> Void
    ) throws(RequestError) -> Response {
        if let fault = request.fault { throw .problem(.badRequest(fault)) }
        if request.query.hasTooMany { throw .problem(.tooManyParameters) }
        switch match.result {
        case .noSuchPath: throw .problem(.noSuchPath)
        case .wrongMethod(let allowed):
            if let answer = corsPolicy.preflight(request, allowed) { return answer }
            throw .problem(.wrongMethod(allowed))
        case .route(let route, let parameter):
            let context = RequestContext(
                request: request, route: route, pathParameter: parameter, api: self, now: now(),
                onAuthenticated: onAuthenticated)
            let outcome = Result { () throws(RequestError) in try route.handle(context) }
            // A refusal tells of what was read, too.
            do { try store.synchronize() } catch { throw .store(error) }
            return try outcome.get()
        }
    }
}
