import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// Contract 3. `WorkOrders+Changes.swift` has what changes work orders, `WorkOrders+Reading.swift` what shows them.
enum WorkOrders {
    static let contract = Contract(
        tag: Tag(
            name: "Work orders",
            description: "A property manager's work orders. Errors are `{\"success\": false, \"message\": \"...\"}`."),
        routes: [
            Route(.patch, "/api/work-orders/{id}/status", query: [.dryRun], errorFormat, setStatus, setStatusOperation),
            Route(.post, "/api/work-orders/cancel", query: [.dryRun], errorFormat, cancelEach, cancelEachOperation),
            Route(.get, "/api/work-orders", query: [.status, .limit, .cursor], errorFormat, list, listOperation),
            Route(.get, "/api/work-orders/summary", errorFormat, summary, summaryOperation),
            Route(.get, "/api/work-orders/{id}", errorFormat, get, getOperation),
            Route(.get, "/api/work-orders/{id}/notes", errorFormat, notes, notesOperation),
        ],
        schemas: { schemas }, webhooks: { webhooks })

    /// What the caller may do, narrowed by `X-Client-Context` where that applies to its roles (R3.4).
    static func access(of principal: Principal, _ context: RequestContext) throws(RequestError) -> WorkOrderAccess {
        WorkOrderAccess(
            roles: principal.roles, email: principal.email, clientID: principal.clientID,
            clientContext: WorkOrderAccess.isNarrowed(by: principal.roles) ? try context.clientContext() : nil)
    }
}
