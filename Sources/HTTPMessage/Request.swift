import JSON

/// A request as every front end hands it over.
package struct Request: Equatable, Sendable {
    package var method: Method
    package var path: Path
    package var query: Query
    package var fields: HeaderFields
    package var body: Body
    /// What the platform's own authorizer found out about the caller. Only a front end whose platform wrote it may set
    /// this: it is believed.
    package var claims: JSONObject?
    /// Why the front end takes the request for one that must not be acted on, whatever it asks for: it gets a 400 that
    /// says so.
    package var fault: String?
    /// What the platform calls the request, and what the trace that it belongs to is called: for logs.
    package var id: String?
    package var traceID: String?

    /// Larger bodies are refused (ruling C7); a front end that is told their size need not read them.
    package static let maximumBodyBytes = 1 << 20

    /// A body as it arrived. Whoever reads it answers for what is wrong with it; whoever does not need it need not care.
    package enum Body: Equatable, Sendable {
        case bytes([UInt8])
        /// Larger than the front end would read.
        case tooLarge
        /// Could not be taken off the wire; the text says why.
        case unreadable(String)

        package static let none = Body.bytes([])
    }

    package init(
        _ method: Method, _ path: Path, query: Query = Query(), fields: HeaderFields = HeaderFields(),
        body: Body = .none, claims: JSONObject? = nil, fault: String? = nil,
        id: String? = nil, traceID: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.claims = claims
        self.fault = fault
        self.id = id
        self.traceID = traceID
    }
}
