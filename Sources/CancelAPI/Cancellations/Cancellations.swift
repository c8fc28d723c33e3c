import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// What came of a request whose answer did not arrive.
enum Cancellations {
    /// The answer that is kept under the key in the path for this caller, on whichever route; of several the newest.
    static func get(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        _ = try call.body()
        guard let key = IdempotencyKey(call.id) else {
            throw .problem(
                .badRequest("The key must be 1 to \(IdempotencyKey.maximumLength) printable characters in the path."))
        }
        var newest: (answer: KeptAnswer, version: Version)?
        for route in RouteTable.routes where !route.isRead {
            let (answer, version) = try call.kept(in: call.place(of: key, for: principal, on: route))
            if let answer, let version, newest.map({ $0.version < version }) ?? true { newest = (answer, version) }
        }
        guard let newest else { throw .problem(.nothingKept) }
        return try call.replay(newest.answer, newest.version)
    }

    static func operation() -> Operation {
        Operation(
            id: "getCancellation", summary: "What came of a request that was sent with an Idempotency-Key",
            description:
                "For whoever does not know whether a request arrived. Only for the caller that sent it, and as long as its "
                + "answer is kept.",
            parameters: ["Key", "ClientContext"],
            successDescription: "The answer that the request got.", success: ["type": "object"],
            successFields: ["ETag", "Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [
                Operation.Answer(.notFound, "No request of the caller was carried out under this key.")
            ])
    }
}

extension Problem {
    fileprivate static let nothingKept = Problem(
        .notFound, "cancellation-not-found", "Cancellation not found",
        "No request of yours was carried out under this key in the last \(KeptAnswer.lifetimeHours) hours: "
            + "it can be sent again.")
}
