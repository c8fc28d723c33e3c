import Cancellation
import HTTPMessage
import Identity
import Storage

/// The three contracts as one function from a request to its answer. Time, ids and the store are handed in.
package struct CancelAPI {
    let store: any RecordStore
    let authenticator: Authenticator
    /// Taken off every path that starts with it: a custom domain's base path.
    let basePath: Path
    let origins: CORSPolicy
    let now: () -> Timestamp
    /// Makes ids that are unique for ever, of the characters of ruling C5.
    let makeID: () -> String

    package init(
        store: any RecordStore, authenticator: Authenticator, basePath: Path = Path(""),
        origins: CORSPolicy = CORSPolicy(), now: @escaping () -> Timestamp, makeID: @escaping () -> String
    ) {
        self.store = store
        self.authenticator = authenticator
        self.basePath = basePath
        self.origins = origins
        self.now = now
        self.makeID = makeID
    }

    /// Every request has an answer. When it speaks of records, what it says is durable.
    package func respond(to request: Request) -> Outcome {
        var request = request
        request.path.remove(prefix: basePath)
        let match = RouteTable.match(request)
        var principal: Principal?
        var storeFailure: StoreError?
        var response: Response
        do {
            response = try answer(request, match) { principal = $0 }
        } catch {
            if case .store(let error) = error { storeFailure = error }
            response = match.dialect.response(to: error, at: request.path)
        }
        origins.admit(request, to: &response)
        return Outcome(
            response: response, storeFailure: storeFailure, subject: principal?.subject, route: match.route)
    }

    private func answer(
        _ request: Request, _ match: RouteTable.Match, identified: @escaping (Principal) -> Void
    ) throws(Failure) -> Response {
        if let fault = request.fault { throw .problem(.badRequest(fault)) }
        switch match.result {
        case .noSuchPath: throw .problem(.noSuchPath)
        case .wrongMethod(let allowed):
            if let answer = origins.preflight(request, allowed) { return answer }
            throw .problem(.wrongMethod(allowed))
        case .route(let route, let id):
            let call = Call(request: request, route: route, id: id, api: self, at: now(), identified: identified)
            let outcome = Result { () throws(Failure) in try route.handle(call) }
            // A refusal, too, speaks of what was read.
            do { try store.synchronize() } catch { throw .store(error) }
            return try outcome.get()
        }
    }
}
