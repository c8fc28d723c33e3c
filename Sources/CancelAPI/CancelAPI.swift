import Cancellation
import HTTPMessage
import Identity

/// The three contracts as one function from a request to its answer. Time, ids and the store are handed in.
package struct CancelAPI {
    let store: any CancellationStore
    let authenticator: Authenticator
    /// Taken off every path that starts with it: a custom domain's base path.
    let basePath: Path
    let now: () -> Timestamp
    /// Makes ids that are unique for ever, of the characters of ruling C5.
    let makeID: () -> String
    /// Told of every failure of the store, which the answer describes to the caller only in outline.
    let report: (StoreError) -> Void

    package init(
        store: any CancellationStore, authenticator: Authenticator, basePath: Path = Path(""),
        now: @escaping () -> Timestamp, makeID: @escaping () -> String,
        report: @escaping (StoreError) -> Void = { _ in }
    ) {
        self.store = store
        self.authenticator = authenticator
        self.basePath = basePath
        self.now = now
        self.makeID = makeID
        self.report = report
    }

    /// Every request has an answer. When it speaks of records, what it says is durable.
    package func respond(to request: Request) -> Response {
        var request = request
        request.path.remove(prefix: basePath)
        let match = RouteTable.match(request)
        do {
            return try answer(request, match)
        } catch {
            if case .store(let error) = error { report(error) }
            return match.dialect.response(to: error, at: request.path)
        }
    }

    private func answer(_ request: Request, _ match: RouteTable.Match) throws(Failure) -> Response {
        if let fault = request.fault { throw .problem(.badRequest(fault)) }
        switch match.result {
        case .noSuchPath: throw .problem(.noSuchPath)
        case .wrongMethod(let allowed): throw .problem(.wrongMethod(allowed))
        case .route(let route, let id):
            let call = Call(request: request, id: id, api: self, at: now())
            let outcome = Result { () throws(Failure) in try route.handle(call) }
            // A refusal, too, speaks of what was read.
            do { try store.confirm() } catch { throw .store(error) }
            return try outcome.get()
        }
    }
}
