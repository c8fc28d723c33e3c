import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// What a caller may see is what it may touch (R3.8).
extension WorkOrders {
    static func get(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let preconditions = try call.preconditions()
        let workOrder = try visibleWorkOrder(to: principal, call)
        let tag = EntityTag(workOrder.document)
        switch preconditions.verdict(on: tag, isRead: true) {
        case .failed: throw .problem(.preconditionFailed)
        case .notModified: return Response(.notModified, fields: [("ETag", "\(tag)")])
        case .holds:
            var response = found(.object(workOrder.document))
            response.append("ETag", "\(tag)")
            return response
        }
    }

    /// Oldest first.
    static func notes(_ call: Call) throws(Failure) -> Response {
        let list = WorkOrderNote.list(on: try visibleWorkOrder(to: call.principal(), call).id)
        var notes: [JSONValue] = []
        var cursor: PageCursor?
        repeat {
            let page = try call.ask { store throws(StoreError) in
                try store.page(of: [list], after: cursor, limit: maximumLimit)
            }
            notes += page.records.map { .object($0.record.document) }
            cursor = page.next
        } while cursor != nil
        return found(.array(notes.reversed()))
    }

    static func summary(_ call: Call) throws(Failure) -> Response {
        let access = try wideAccess(of: call.principal(), call)
        let counts = try access.visibleCounts { lists throws(Failure) in
            try call.ask { store throws(StoreError) in try store.counts(of: lists) }
        }
        var data: JSONObject = [:]
        for status in WorkOrder.Status.allCases { data[status.rawValue] = .number(counts[status, default: 0]) }
        data["total"] = .number(counts.values.reduce(0, +))
        return found(.object(data))
    }

    private static func visibleWorkOrder(to principal: Principal, _ call: Call) throws(Failure) -> WorkOrder {
        let id = try call.workOrderID()
        let access = try access(of: principal, call)
        _ = try call.body()
        let workOrder = try call.load(WorkOrder.key(id), WorkOrder.init, orElse: .workOrderNotFound)
        switch access.verdictOnReading(workOrder) {
        case .allowed: return workOrder
        case .forbidden: throw .problem(.workOrderNotPermitted)
        case .hidden: throw .problem(.workOrderNotFound)
        }
    }

    /// For what speaks of many: refused to a caller who may see none whatever there is.
    static func wideAccess(of principal: Principal, _ call: Call) throws(Failure) -> WorkOrderAccess {
        let access = try access(of: principal, call)
        _ = try call.body()
        guard access.seesAny else { throw .problem(.workOrderNotPermitted) }
        return access
    }

    private static func found(_ data: JSONValue) -> Response {
        Response(.ok, .json, ["success": true, "data": data])
    }
}
