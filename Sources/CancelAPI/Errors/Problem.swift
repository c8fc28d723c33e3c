import Cancellation
import HTTPMessage
import Identity
import Storage

/// Why a request gets something else than what it asked for.
enum Failure: Error {
    case unauthenticated(Authenticator.Failure)
    case problem(Problem)
    case store(StoreError)
}

/// A refusal in the terms of RFC 9457, which every contract words in its own way.
struct Problem: Equatable {
    let status: Status
    /// The last part of the problem's type URI.
    let type: String
    let title: String
    let detail: String
    var allowed: [Method] = []
    /// In seconds.
    let retryAfter: Int?

    init(_ status: Status, _ type: String, _ title: String, _ detail: String, retryAfter: Int? = nil) {
        self.status = status
        self.type = type
        self.title = title
        self.detail = detail
        self.retryAfter = retryAfter
    }
}

// Problems that any contract may have.
extension Problem {
    static let noSuchPath = Problem(.notFound, "not-found", "Not found", "There is nothing at this path.")

    static func wrongMethod(_ allowed: [Method]) -> Problem {
        let names = allowed.map { $0.name }.joined(separator: ", ")
        var problem = Problem(
            .methodNotAllowed, "method-not-allowed", "Method not allowed", "This path answers to \(names) only.")
        problem.allowed = allowed
        return problem
    }

    static func badRequest(_ detail: String) -> Problem {
        Problem(.badRequest, "bad-request", "Bad request", detail)
    }

    static let bodyTooLarge = Problem(
        .contentTooLarge, "body-too-large", "Body too large",
        "The body may have at most \(Request.maximumBodyBytes) bytes.")

    static let notJSON = Problem(
        .unsupportedMediaType, "unsupported-media-type", "Unsupported media type",
        "The body must be JSON in UTF-8: send it as application/json.")
}
