import HTTPMessage

enum RouteTable {
    static let contracts = [
        CleaningJobs.contract, DispatchJobs.contract, WorkOrders.contract, Cancellations.contract, OpenAPI.contract,
    ]

    /// Where a path matches several routes, the first one is taken.
    static let routes = contracts.flatMap { $0.routes }

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

    static func match(_ request: Request) -> Match {
        var allowed: [Method] = []
        var first: Route?
        for route in routes {
            guard let parameter = route.path.match(request.path) else { continue }
            if route.answers(request.method) {
                return Match(
                    result: .route(route, parameter: parameter), route: route, errorFormat: route.errorFormat)
            }
            first = first ?? route
            let methods = route.isRead ? [.get, .head] : [route.method]
            allowed += methods.filter { !allowed.contains($0) }
        }
        let errorFormat = routes.first { $0.path.isNear(request.path) }?.errorFormat ?? .problemDetails
        return Match(
            result: allowed.isEmpty ? .noSuchPath : .wrongMethod(allowed), route: first, errorFormat: errorFormat)
    }
}
