import HTTPMessage
import Identity
import JSON
import Storage

/// The answer to an earlier request with an `Idempotency-Key`, for a caller to whom it did not arrive.
enum Cancellations {
    static let contract = Contract(
        tag: Tag(name: "Requests", description: "What came of requests with an `Idempotency-Key`."),
        routes: [Route(.get, "/api/cancellations/{key}", .problemDetails, get, operation)])

    /// The answer stored under the key for this caller, on whichever route; the newest if there are several.
    private static func get(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        _ = try context.body()
        guard let key = IdempotencyKey(context.pathParameter) else { throw .problem(.badKey) }
        var newest: (record: IdempotencyRecord, version: Version)?
        let routes = context.api.routeTable.routes.filter { !$0.isRead }
        let stored = try context.load(routes.map { context.recordKey(of: key, for: principal, on: $0) })
        for stored in stored.compactMap({ $0 }) {
            guard let record = try context.idempotencyRecord(stored) else { continue }
            if newest.map({ $0.version < stored.version }) ?? true { newest = (record, stored.version) }
        }
        guard let newest else { throw .problem(.noSuchCancellation) }
        return try context.replay(newest.record, newest.version)
    }

    private static func operation() -> Operation {
        Operation(
            id: "getCancellation", summary: "What came of a request that was sent with an Idempotency-Key",
            description:
                "For whoever does not know whether a request arrived. Only for the caller that sent it, and as long as its "
                + "answer is kept.",
            parameters: ["Key", "ClientContext"],
            successDescription: "The answer that the request got.", success: ["type": "object"],
            example: ["success": true],
            successFields: ["ETag", "Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [
                Operation.Answer(
                    .notFound, "No request of the caller was carried out under this key.", [.noSuchCancellation])
            ])
    }
}

extension Problem {
    fileprivate static let badKey = badRequest(
        "The key must be 1 to \(IdempotencyKey.maximumLength) printable characters in the path.")

    fileprivate static let noSuchCancellation = Problem(
        .notFound, "cancellation-not-found", "Cancellation not found",
        "No request of yours was carried out under this key in the last \(IdempotencyRecord.lifetimeHours) hours: "
            + "it can be sent again.")
}
