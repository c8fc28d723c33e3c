import HTTPMessage

/// A refusal in the terms of RFC 9457. Each contract's `ErrorFormat` writes it in its own form.
struct Problem: Equatable {
    let status: Status
    /// The last part of the problem's type URI.
    let type: String
    let title: String
    let detail: String
    var allowedMethods: [Method] = []
    let retryAfterSeconds: Int?

    init(_ status: Status, _ type: String, _ title: String, _ detail: String, retryAfterSeconds: Int? = nil) {
        self.status = status
        self.type = type
        self.title = title
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }

    static func badRequest(_ detail: String) -> Problem {
        Problem(.badRequest, "bad-request", "Bad request", detail)
    }
}
