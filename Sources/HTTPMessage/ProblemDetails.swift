import JSON

/// A problem details object (RFC 9457 §3, https://www.rfc-editor.org/rfc/rfc9457#section-3).
package struct ProblemDetails: Equatable, Sendable {
    /// The last segment of the problem's type URI, `/problems/{type}`.
    package let type: String
    package let title: String
    package let status: Status
    package let detail: String
    /// A URI reference, such as the path of the request.
    package let instance: String?

    package init(type: String, title: String, status: Status, detail: String, instance: String? = nil) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.instance = instance
    }

    /// Members in the order of the properties; `instance` only if there is one.
    package var json: JSONObject {
        var object: JSONObject = [
            "type": "/problems/\(type)",
            "title": .string(title),
            "status": .number(status.code),
            "detail": .string(detail),
        ]
        object["instance"] = instance.map { .string($0) }
        return object
    }
}

extension Response {
    package init(_ problem: ProblemDetails) {
        self.init(problem.status, .problem, .object(problem.json))
    }
}
