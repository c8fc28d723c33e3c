import ASCII
import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// One request on its way through a handler: authenticate, parse, then load, decide and commit.
struct Call {
    let request: Request
    let route: Route
    /// The path's variable segment as it came.
    let id: String
    let api: CancelAPI
    let at: Timestamp
    /// Told who is calling, once that is known.
    let identified: (Principal) -> Void

    func principal() throws(Failure) -> Principal {
        let principal: Principal
        do {
            principal = try api.authenticator.principal(
                claims: request.claims, authorization: request.fields.values("Authorization"),
                now: at.secondsSince1970)
        } catch { throw .unauthenticated(error) }
        identified(principal)
        return principal
    }

    func intent(of principal: Principal, reason: Reason?) -> Intent {
        Intent(
            id: api.makeID(), actor: Actor(id: principal.subject, name: principal.fullName), at: at, reason: reason)
    }

    /// Asks the store something on behalf of the request.
    func ask<Answer>(
        _ question: (any RecordStore) throws(StoreError) -> Answer
    ) throws(Failure) -> Answer {
        do { return try question(api.store) } catch { throw .store(error) }
    }
}

// What the request says (rulings C5, C7, C8).
extension Call {
    func jobID() throws(Failure) -> JobID {
        guard let id = JobID(id) else {
            throw .problem(
                .badRequest("The job id must be 1 to \(JobID.maximumLength) of A-Z a-z 0-9 . _ ~ - in the path."))
        }
        return id
    }

    func workOrderID() throws(Failure) -> WorkOrderID {
        guard let id = WorkOrderID(id) else {
            throw .problem(.badRequest("The work order id must be \(WorkOrderID.form)."))
        }
        return id
    }

    /// The body's document; `nil` where there is no body.
    func body() throws(Failure) -> JSONValue? {
        let bytes: [UInt8]
        switch request.body {
        case .bytes(let read): bytes = read
        case .tooLarge: throw .problem(.bodyTooLarge)
        case .unreadable(let why): throw .problem(.badRequest(why))
        }
        if bytes.isEmpty { return nil }
        guard bytes.count <= Request.maximumBodyBytes else { throw .problem(.bodyTooLarge) }
        if let type = request.fields["Content-Type"], !MediaType.isJSON(type) { throw .problem(.notJSON) }
        do { return try JSONValue(parsing: bytes) } catch {
            throw .problem(.badRequest("The body is not JSON: \(error)."))
        }
    }

    /// The `reason` in the body, where there is one.
    func reason(in body: JSONValue?) throws(Failure) -> Reason? {
        guard let given = body?.object?["reason"], !given.isNull else { return nil }
        guard let reason = given.string.flatMap(Reason.init) else {
            throw .problem(.badRequest("\"reason\" must be a string of 1 to \(Reason.maximumLength) characters."))
        }
        return reason
    }

    /// A query parameter; `nil` where it is missing or empty, refused where it comes twice.
    func parameter(_ name: String) throws(Failure) -> String? {
        let values = request.query.values(name)
        guard values.count <= 1 else { throw .problem(.badRequest("\"\(name)\" may be given once.")) }
        return values.first.flatMap { $0.isEmpty ? nil : $0 }
    }
}

// What becomes of it.
extension Call {
    func load<Subject>(
        _ key: RecordKey, _ parse: (JSONObject) throws(RecordError) -> Subject, orElse missing: Problem
    ) throws(Failure) -> Subject {
        guard let stored = try ask({ store throws(StoreError) in try store.load(key) }) else {
            throw .problem(missing)
        }
        do { return try parse(stored.record.document) } catch { throw unreadable(key, error) }
    }

    func unreadable(_ key: RecordKey, _ error: RecordError) -> Failure {
        .store(.unavailable("the stored record \(key) cannot be read: \(error); import it again"))
    }
}
