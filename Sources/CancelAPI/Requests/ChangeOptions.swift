import ASCII
import HTTPMessage

/// How a request for a change is to be carried out, as far as its fields and its query say. Part of the request's shape,
/// and looked at with it (ruling C4).
struct Manner {
    /// To be answered as if, without a change.
    let isDryRun: Bool
    let preconditions: Preconditions
    let key: IdempotencyKey?
}

extension Call {
    func manner() throws(Failure) -> Manner {
        try Manner(isDryRun: isDryRun(), preconditions: preconditions(), key: idempotencyKey())
    }

    func preconditions() throws(Failure) -> Preconditions {
        do { return try Preconditions(request.fields) } catch {
            throw .problem(
                .badRequest("\(error.field) must be * or a list of entity tags in quotation marks, as ETag has them."))
        }
    }

    /// `dryRun=true`, in whatever case: who writes `dryrun` must not be taken at its word. What is neither true nor false
    /// could have been meant so.
    private func isDryRun() throws(Failure) -> Bool {
        let given = request.query.parameters.filter { $0.name.equalsIgnoringASCIICase("dryRun") }
        switch given.map({ $0.value }) {
        case []: return false
        case ["true"]: return true
        case ["false"]: return false
        default: throw .problem(.badRequest("\"dryRun\" must be true or false, once."))
        }
    }

    private func idempotencyKey() throws(Failure) -> IdempotencyKey? {
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
