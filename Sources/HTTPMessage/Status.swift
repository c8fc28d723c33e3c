/// A response status (RFC 9110 §15).
package struct Status: Hashable, Sendable {
    package let code: Int
    package let reason: String

    private init(_ code: Int, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    package static let ok = Status(200, "OK")
    package static let noContent = Status(204, "No Content")
    package static let notModified = Status(304, "Not Modified")
    package static let badRequest = Status(400, "Bad Request")
    package static let unauthorized = Status(401, "Unauthorized")
    package static let forbidden = Status(403, "Forbidden")
    package static let notFound = Status(404, "Not Found")
    package static let methodNotAllowed = Status(405, "Method Not Allowed")
    package static let conflict = Status(409, "Conflict")
    package static let preconditionFailed = Status(412, "Precondition Failed")
    package static let contentTooLarge = Status(413, "Content Too Large")
    package static let unsupportedMediaType = Status(415, "Unsupported Media Type")
    package static let unprocessableContent = Status(422, "Unprocessable Content")
    package static let internalServerError = Status(500, "Internal Server Error")
    package static let serviceUnavailable = Status(503, "Service Unavailable")
}
