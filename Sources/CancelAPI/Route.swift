import HTTPMessage

/// What is answered at a path. The table of routes is what requests are dispatched by and what the OpenAPI document is
/// made of.
struct Route: Sendable {
    enum Segment: Equatable, Sendable {
        case literal(String)
        /// Stands for any one segment; there is at most one in a path, the id.
        case id
    }

    let method: Method
    let segments: [Segment]
    let dialect: Dialect
    let handle: @Sendable (Call) throws(Failure) -> Response
    let operation: @Sendable () -> Operation

    init(
        _ method: Method, _ pattern: StaticString, _ dialect: Dialect,
        _ handle: @escaping @Sendable (Call) throws(Failure) -> Response,
        _ operation: @escaping @Sendable () -> Operation
    ) {
        self.method = method
        segments = Path("\(pattern)").segments.map { $0 == "{id}" ? .id : .literal($0) }
        self.dialect = dialect
        self.handle = handle
        self.operation = operation
    }

    var pattern: String {
        segments.reduce(into: "") { pattern, segment in
            switch segment {
            case .literal(let text): pattern += "/" + text
            case .id: pattern += "/{id}"
            }
        }
    }

    /// The id in the path, "" for a route without one, or `nil` where the path is another.
    func match(_ path: Path) -> String? {
        guard path.segments.count == segments.count else { return nil }
        var id = ""
        for (segment, text) in zip(segments, path.segments) {
            switch segment {
            case .literal(let literal): if literal != text { return nil }
            case .id: id = text
            }
        }
        return id
    }

    /// Whether the path starts as this route does in front of its id: it then belongs to the same contract.
    func isNear(_ path: Path) -> Bool {
        let literals = segments.prefix { $0 != .id }
        return path.segments.count >= literals.count
            && zip(literals, path.segments).allSatisfy { $0 == .literal($1) }
    }
}
