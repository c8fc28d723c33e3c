import HTTPMessage

/// What is answered at a path. The table of routes is what requests are dispatched by and what the OpenAPI document is
/// made of.
struct Route: Sendable {
    let method: Method
    let path: PathTemplate
    let dialect: Dialect
    let handle: @Sendable (Call) throws(Failure) -> Response
    let operation: @Sendable () -> Operation

    init(
        _ method: Method, _ path: StaticString, _ dialect: Dialect,
        _ handle: @escaping @Sendable (Call) throws(Failure) -> Response,
        _ operation: @escaping @Sendable () -> Operation
    ) {
        self.method = method
        self.path = PathTemplate(path)
        self.dialect = dialect
        self.handle = handle
        self.operation = operation
    }

    /// HEAD is answered as GET; leaving the body away is the front end's part (RFC 9110 §9.3.2).
    func answers(_ method: Method) -> Bool { self.method == method || (isRead && method == .head) }

    /// Whether it changes nothing.
    var isRead: Bool { method == .get }
}
