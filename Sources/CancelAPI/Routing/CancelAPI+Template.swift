import HTTPMessage

extension CancelAPI {
    /// The path of the route that answers the method at a path, such as `/jobs/{id}`; nil if there is none.
    package static func template(_ method: Method, _ path: Path) -> String? {
        let match = RouteTable(hasConsole: true).match(Request(method, path))
        guard case .route(let route, _) = match.result else { return nil }
        return "\(route.path)"
    }
}
