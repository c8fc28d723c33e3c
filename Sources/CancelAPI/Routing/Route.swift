import HTTPMessage
import JSON

/// What is answered at a path and method. Requests are dispatched by routes, and the OpenAPI document is made of them.
struct Route: Sendable {
    let method: Method
    let path: PathTemplate
    /// A route that changes something refuses all others, one that reads ignores them (ruling C11).
    let query: [QueryParameter]
    let errorFormat: ErrorFormat
    let handle: @Sendable (RequestContext) throws(RequestError) -> Response
    let operation: @Sendable () -> Operation

    init(
        _ method: Method, _ path: StaticString, query: [QueryParameter] = [], _ errorFormat: ErrorFormat,
        _ handle: @escaping @Sendable (RequestContext) throws(RequestError) -> Response,
        _ operation: @escaping @Sendable () -> Operation
    ) {
        self.method = method
        self.path = PathTemplate(path)
        self.query = query
        self.errorFormat = errorFormat
        self.handle = handle
        self.operation = operation
    }

    /// HEAD is answered as GET; the front end leaves the body out (RFC 9110 §9.3.2).
    func answers(_ method: Method) -> Bool { self.method == method || (isRead && method == .head) }

    /// Whether the route changes nothing.
    var isRead: Bool { method == .get }
}

/// The routes of a contract, and what the OpenAPI document says of it besides.
struct Contract: Sendable {
    let tag: Tag
    let routes: [Route]
    /// The schemas that only its operations refer to, by name.
    var schemas: @Sendable () -> JSONObject = { [:] }
    var webhooks: @Sendable () -> [Webhook] = { [] }
}

/// What operations are listed under.
struct Tag: Sendable {
    let name: String
    let description: String

    static let service = Tag(name: "Service", description: "About the service itself. Needs no token.")
}
