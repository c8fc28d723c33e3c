import Cancellation
import HTTPMessage
import Identity
import Storage

/// One request on its way through a handler, which authenticates, reads what the request says, hands a command over to
/// be decided and committed, and words the outcome.
struct RequestContext {
    let request: Request
    let route: Route
    /// The path segment in the place of the route's `{name}`; "" if the route has none.
    let pathParameter: String
    let api: CancelAPI
    /// The time of the request, the same for everything it does.
    let now: Timestamp
    /// Called with the caller as soon as it is authenticated.
    let onAuthenticated: (Principal) -> Void

    /// The caller; refuses one whose roles do not fulfil `isAllowed` in the same way as a bad token.
    func authenticate(where isAllowed: ([String]) -> Bool = { _ in true }) throws(RequestError) -> Principal {
        let principal: Principal
        do {
            principal = try api.authenticator.principal(
                claims: request.claims, authorization: request.fields.values("Authorization"),
                now: now.secondsSince1970)
        } catch { throw .unauthenticated(error) }
        onAuthenticated(principal)
        guard isAllowed(principal.roles) else { throw .unauthenticated(.missingRole) }
        return principal
    }

    func intent(of principal: Principal, reason: Reason?) -> Intent {
        Intent(
            id: api.makeID(), actor: Actor(id: principal.subject, name: principal.fullName), at: now, reason: reason,
            via: request.via)
    }

    /// Runs `body` on the store, with the store's errors as the request's.
    func withStore<Result>(
        _ body: (any RecordStore) throws(StoreError) -> Result
    ) throws(RequestError) -> Result {
        do { return try body(api.store) } catch { throw .store(error) }
    }

    func load(_ keys: [RecordKey]) throws(RequestError) -> [StoredRecord?] {
        try withStore { store throws(StoreError) in try store.load(keys) }
    }

    /// The error for a stored record that cannot be read as one of its kind.
    func unreadable(_ key: RecordKey, _ error: RecordError) -> RequestError {
        .store(.unavailable("the stored record \(key) cannot be read: \(error); import it again"))
    }
}
