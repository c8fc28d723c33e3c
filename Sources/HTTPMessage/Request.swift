import JSON

/// An HTTP request, independent of the platform that it came from.
package struct Request: Equatable, Sendable {
    package var method: Method
    package var path: Path
    package var query: Query
    package var fields: HeaderFields
    package var body: Body
    /// The caller's claims, authenticated by the platform's authorizer. They are trusted: only set them from data that the
    /// platform itself wrote.
    package var claims: JSONObject?
    /// Why the request must be refused whatever it asks for, if it must: the detail of a 400.
    package var fault: String?
    /// What the request came through, if changes are to be recorded with it, such as `mcp`. No client can set it.
    package var via: String?
    /// The platform's id of the request, for the log.
    package var id: String?
    /// The platform's id of the trace that the request belongs to, for the log.
    package var traceID: String?

    /// Larger bodies are refused (ruling C7).
    package static let maximumBodyBytes = 1 << 20

    /// The body, or why there is none. An error is only reported by routes that use the body.
    package enum Body: Equatable, Sendable {
        case bytes([UInt8])
        /// Larger than `maximumBodyBytes`.
        case tooLarge
        /// Could not be received or decoded; the text is the detail of a 400.
        case unreadable(String)

        package static let none = Body.bytes([])
    }

    package init(
        _ method: Method, _ path: Path, query: Query = Query(), fields: HeaderFields = HeaderFields(),
        body: Body = .none, claims: JSONObject? = nil, fault: String? = nil,
        via: String? = nil, id: String? = nil, traceID: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.claims = claims
        self.fault = fault
        self.via = via
        self.id = id
        self.traceID = traceID
    }
}
