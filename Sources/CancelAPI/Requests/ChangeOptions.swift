import HTTPMessage
import JSON

/// How a request for a change is to be carried out: part of the request's shape, and checked with it (ruling C4).
struct ChangeOptions {
    /// Answered like the real request, without changing anything.
    let isDryRun: Bool
    let preconditions: Preconditions
    let idempotencyKey: IdempotencyKey?
}

extension RequestContext {
    func changeOptions(_ body: JSONValue?) throws(RequestError) -> ChangeOptions {
        try ChangeOptions(isDryRun: isDryRun(body), preconditions: preconditions(), idempotencyKey: idempotencyKey())
    }

    func preconditions() throws(RequestError) -> Preconditions {
        do { return try Preconditions(request.fields) } catch {
            throw .problem(
                .badRequest("\(error.field) must be * or a list of entity tags in quotation marks, as ETag has them."))
        }
    }

    private func idempotencyKey() throws(RequestError) -> IdempotencyKey? {
        let name = IdempotencyKey.field
        let given = request.fields.values(name)
        if given.isEmpty, !request.fields.isUnusable(name) { return nil }
        guard given.count == 1, !request.fields.isUnusable(name), let key = IdempotencyKey(field: given[0]) else {
            throw .problem(
                .badRequest(
                    "\(name) must be one string of 1 to \(IdempotencyKey.maximumLength) printable characters, "
                        + "in quotation marks if it has a comma, a quotation mark or a backslash."))
        }
        return key
    }
}
