import HTTPMessage

/// The routes that are served.
struct RouteTable {
    let contracts: [Contract]
    let routes: [Route]

    init(hasConsole: Bool) {
        contracts =
            [
                CleaningJobs.contract, DispatchJobs.contract, WorkOrders.contract, Cancellations.contract,
                OpenAPI.contract, Health.contract,
            ] + (hasConsole ? [ConsoleRoute.contract] : [])
        routes = contracts.flatMap { $0.routes }
    }

    struct Match {
        enum Result {
            case route(Route, parameter: String)
            case wrongMethod([Method])
            case noSuchPath
        }

        let result: Result
        /// The first route at the path, whatever its method.
        let route: Route?
        /// Of the contract that the path belongs to; problem details if it belongs to none.
        let errorFormat: ErrorFormat
    }

    func match(_ request: Request) -> Match {
        var allowed: [Method] = []
        let candidates = routes(at: request.path)
        for (route, parameter) in candidates {
            if route.answers(request.method) {
                return Match(
                    result: .route(route, parameter: parameter), route: route, errorFormat: route.errorFormat)
            }
            let methods = route.isRead ? [.get, .head] : [route.method]
            allowed += methods.filter { !allowed.contains($0) }
        }
        let errorFormat = routes.first { $0.path.isNear(request.path) }?.errorFormat ?? .problemDetails
        return Match(
            result: allowed.isEmpty ? .noSuchPath : .wrongMethod(allowed), route: candidates.first?.route,
            errorFormat: errorFormat)
    }

    /// A route whose path is literal hides those that have a name in its place, whatever the method (ruling C16).
    private func routes(at path: Path) -> [(route: Route, parameter: String)] {
        var matching: [(route: Route, parameter: String)] = []
        for route in routes {
            if let parameter = route.path.match(path) { matching.append((route, parameter)) }
        }
        let literal = matching.filter { $0.route.path.isLiteral }
        return literal.isEmpty ? matching : literal
    }
}
