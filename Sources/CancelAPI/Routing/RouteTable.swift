import HTTPMessage

enum RouteTable {
    /// Of two routes that a path fits, the first one is taken.
    static let routes: [Route] = [
        Route(.post, "/api/jobs/{id}/cancel", .cleaningJobs, CleaningJobs.cancel, CleaningJobs.cancelOperation),
        Route(.post, "/jobs/{id}/cancel", .dispatchJobs, DispatchJobs.cancel, DispatchJobs.cancelOperation),
        Route(.post, "/jobs/cancel", .dispatchJobs, DispatchJobs.cancelEach, DispatchJobs.cancelEachOperation),
        Route(.patch, "/api/work-orders/{id}/status", .workOrders, WorkOrders.setStatus, WorkOrders.setStatusOperation),
        Route(.post, "/api/work-orders/cancel", .workOrders, WorkOrders.cancelEach, WorkOrders.cancelEachOperation),
        Route(.get, "/api/work-orders", .workOrders, WorkOrders.list, WorkOrders.listOperation),
        Route(.get, "/api/work-orders/summary", .workOrders, WorkOrders.summary, WorkOrders.summaryOperation),
        Route(.get, "/api/work-orders/{id}", .workOrders, WorkOrders.get, WorkOrders.getOperation),
        Route(.get, "/api/work-orders/{id}/notes", .workOrders, WorkOrders.notes, WorkOrders.notesOperation),
        Route(.get, "/api/cancellations/{key}", .dispatchJobs, Cancellations.get, Cancellations.operation),
        Route(.get, "/openapi.json", .dispatchJobs, OpenAPI.serve, OpenAPI.operation),
    ]

    struct Match {
        enum Result {
            case route(Route, id: String)
            case wrongMethod([Method])
            case noSuchPath
        }

        let result: Result
        /// What is at the path, whether it answers to the method or not.
        let route: Route?
        /// Of the contract that the path belongs to; problem details where it belongs to none.
        let dialect: Dialect
    }

    static func match(_ request: Request) -> Match {
        var allowed: [Method] = []
        var found: Route?
        for route in routes {
            guard let id = route.path.match(request.path) else { continue }
            if route.answers(request.method) {
                return Match(result: .route(route, id: id), route: route, dialect: route.dialect)
            }
            found = found ?? route
            let methods = route.isRead ? [.get, .head] : [route.method]
            allowed += methods.filter { !allowed.contains($0) }
        }
        let dialect = routes.first { $0.path.isNear(request.path) }?.dialect ?? .dispatchJobs
        return Match(result: allowed.isEmpty ? .noSuchPath : .wrongMethod(allowed), route: found, dialect: dialect)
    }
}
