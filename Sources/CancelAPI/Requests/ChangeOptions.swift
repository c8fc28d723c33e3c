import ASCII
import HTTPMessage

/// How a request for a change is to be carried out: part of the request's shape, and checked with it (ruling C4).
struct ChangeOptions {
    /// Answered like the real request, without changing anything.
    let isDryRun: Bool
    let preconditions: Preconditions
    let idempotencyKey: IdempotencyKey?
}

extension RequestContext {
    func changeOptions() throws(RequestError) -> ChangeOptions {
        try ChangeOptions(isDryRun: isDryRun(), preconditions: preconditions(), idempotencyKey: idempotencyKey())
    }

    func preconditions() throws(RequestError) -> Preconditions {
        do { return try Preconditions(request.fields) } catch {
            throw .problem(
                .badRequest("\(error.field) must be * or a list of entity tags in quotation marks, as ETag has them."))
        }
    }

    /// The query parameter `dryRun`, in any case. A value other than true and false is refused: it may be a misspelt
    /// request for a dry run.
    private func isDryRun() throws(RequestError) -> Bool {
        let given = request.query.parameters.filter { $0.name.equalsIgnoringASCIICase("dryRun") }
        switch given.map({ $0.value }) {
        case []: return false
        case ["true"]: return true
        case ["false"]: return false
        default: throw .problem(.badRequest("\"dryRun\" must be true or false, once."))
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
