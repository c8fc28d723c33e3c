import Cancellation
import HTTPMessage
import JSON
import Storage

// The sentences that every contract shares.
extension Problem {
    static let noSuchPath = Problem(.notFound, "not-found", "Not found", "There is nothing at this path.")

    static func wrongMethod(_ allowed: [Method]) -> Problem {
        let names = allowed.map { $0.name }.joined(separator: ", ")
        var problem = Problem(
            .methodNotAllowed, "method-not-allowed", "Method not allowed", "This path answers to \(names) only.")
        problem.allowedMethods = allowed
        return problem
    }

    static let badJobID = badRequest(
        "The job id must be 1 to \(JobID.maximumLength) of A-Z a-z 0-9 . _ ~ - in the path.")

    static let badWorkOrderID = badRequest("The work order id must be \(WorkOrderID.form).")

    static let badClientContext = badRequest("X-Client-Context must be a client id, an integer.")

    static let badReason = badRequest("\"reason\" must be a string of 1 to \(Reason.maximumLength) characters.")

    static let badIDs = badRequest(
        "The body must be an object whose \"ids\" is a list of 1 to \(Bulk.maximumIDs) ids.")

    static func bodyNotJSON(_ error: JSONError) -> Problem { badRequest("The body is not JSON: \(error).") }

    static let tooManyParameters = badRequest("The query may have at most \(Query.maximumParameters) parameters.")

    static let bodyTooLarge = Problem(
        .contentTooLarge, "body-too-large", "Body too large",
        "The body may have at most \(Request.maximumBodyBytes) bytes.")

    static let notJSON = Problem(
        .unsupportedMediaType, "unsupported-media-type", "Unsupported media type",
        "The body must be JSON in UTF-8: send it as application/json.")

    static func unknownParameter(_ name: String, known: [QueryParameter]) -> Problem {
        let names = known.map { $0.rawValue }.joined(separator: ", ")
        return badRequest("The query parameter \"\(name.excerpt)\" is unknown: this route takes only \(names).")
    }

    static func misplacedDryRun(_ place: String) -> Problem {
        badRequest("\(place) is refused: a dry run is requested by dryRun=true in the query.")
    }

    static let preconditionFailed = Problem(
        .preconditionFailed, "precondition-failed", "Precondition failed",
        "The record is not as the request says it must be: read it again, and decide again.")

    static let idempotencyKeyReused = Problem(
        .unprocessableContent, "idempotency-key-reused", "Idempotency key reused",
        "Another request was sent with this Idempotency-Key: give each request a key of its own.")

    static let answerTooLarge = Problem(
        .badRequest, "answer-too-large", "Answer too large",
        "The answer would be too large to be stored under an Idempotency-Key, so nothing was changed: send fewer ids at a "
            + "time, or no key.")

    static let requestInProgress = Problem(
        .conflict, "request-in-progress", "Request in progress",
        "A request with this Idempotency-Key is being carried out: send it again in a moment.", retryAfterSeconds: 1)

    /// 503, for contracts that do not define a status of their own for it.
    static func storeFailed(_ error: StoreError) -> Problem {
        switch error {
        case .uncertain:
            Problem(
                .serviceUnavailable, "outcome-unknown", "Outcome unknown",
                "The store failed before the change was safe: look again before you rely on either outcome.",
                retryAfterSeconds: 1)
        case .unavailable, .versionConflict:
            Problem(
                .serviceUnavailable, "store-unavailable", "Store unavailable",
                "The store cannot be used now. Nothing was changed; try again.", retryAfterSeconds: 1)
        }
    }
}

extension String {
    private static let excerptLength = 64

    /// The text, cut off where it is too long for an error text.
    var excerpt: String {
        let start = unicodeScalars.prefix(Self.excerptLength)
        return start.endIndex == endIndex ? self : String(String.UnicodeScalarView(start)) + "..."
    }
}
