import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

// A caller may see what it may touch (R3.8).
extension WorkOrders {
    static func get(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        let preconditions = try context.preconditions()
        let workOrder = try visibleWorkOrder(to: principal, context)
        return try context.show(workOrder.document, preconditions) { ["success": true, "data": .object($0)] }
    }

    /// Oldest first.
    static func notes(_ context: RequestContext) throws(RequestError) -> Response {
        let list = WorkOrderNote.list(on: try visibleWorkOrder(to: context.authenticate(), context).id)
        var notes: [JSONValue] = []
        var cursor: PageCursor?
        repeat {
            let page = try context.withStore { store throws(StoreError) in
                try store.page(of: [list], after: cursor, limit: maximumLimit)
            }
            notes += page.records.map { .object($0.record.document) }
            cursor = page.next
        } while cursor != nil
        return success(.array(notes.reversed()))
    }

    static func summary(_ context: RequestContext) throws(RequestError) -> Response {
        let access = try listAccess(of: context.authenticate(), context)
        let counts = try access.visibleCounts { lists throws(RequestError) in
            try context.withStore { store throws(StoreError) in try store.counts(of: lists) }
        }
        var data: JSONObject = [:]
        for status in WorkOrder.Status.allCases { data[status.rawValue] = .number(counts[status, default: 0]) }
        data["total"] = .number(counts.values.reduce(0, +))
        return success(.object(data))
    }

    private static func visibleWorkOrder(
        to principal: Principal, _ context: RequestContext
    ) throws(RequestError) -> WorkOrder {
        let key = WorkOrder.key(try context.workOrderID())
        let access = try access(of: principal, context)
        _ = try context.body()
        return try context.read(
            key, as: WorkOrder.init,
            { workOrder throws(WorkOrder.Refusal) in try WorkOrder.read(workOrder, by: access) }, { Problem($0) })
    }

    /// For lists and counts, which are refused to a caller who may see no work order at all.
    static func listAccess(
        of principal: Principal, _ context: RequestContext
    ) throws(RequestError) -> WorkOrderAccess {
        let access = try access(of: principal, context)
        _ = try context.body()
        guard access.seesAny else { throw .problem(Problem(WorkOrder.Refusal.notPermitted)) }
        return access
    }

    private static func success(_ data: JSONValue) -> Response {
        Response(.ok, .json, ["success": true, "data": data])
    }
}
