import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

extension WorkOrders {
    static func setStatus(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        let id = try context.workOrderID()
        let access = try access(of: principal, context)
        let body = try context.body()
        guard let status = body?.object?["status"]?.string else { throw .problem(.missingStatus) }
        let intent = context.intent(of: principal, reason: try context.reason(in: body))
        let options = try context.changeOptions(body)
        return try context.change(
            command(id, status, by: access, intent), by: principal, options,
            SuccessFormat(showsRecord: true, hasReceipt: WorkOrder.Status(status) == .cancelled) { document in
                ["success": true, "message": .string(updatedMessage), "data": .object(document)]
            })
    }

    static func cancelEach(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        let access = try access(of: principal, context)
        let body = try context.body()
        let ids = try context.ids(in: body, WorkOrderID.form) { $0.integer.flatMap(WorkOrderID.init) }
        let reason = try context.reason(in: body)
        let options = try context.bulkOptions(body)
        let commands = ids.map { json, id in
            let intent = context.intent(of: principal, reason: reason)
            return (id: json, command: command(id, WorkOrder.Status.cancelled.rawValue, by: access, intent))
        }
        return try context.changeEach(commands, by: principal, options) { ["success": true, "data": .array($0)] }
    }

    private static func command(
        _ id: WorkOrderID, _ status: String, by access: WorkOrderAccess, _ intent: Intent
    ) -> Command {
        Command(WorkOrder.key(id)) { document throws(RecordError) in
            WorkOrder.set(status: status, of: try document.map(WorkOrder.init), by: access, intent)
                .mapRefusal { Problem($0) }
        }
    }
}
