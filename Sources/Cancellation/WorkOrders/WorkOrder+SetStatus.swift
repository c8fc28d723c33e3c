import JSON
import Storage

extension WorkOrder {
    package enum Refusal: Error, Equatable {
        case staffMayNotCancel
        case notFound
        case notPermitted
        /// Nothing leads out of `cancelled` (R3.5).
        case cancelled
        case unknownStatus
    }

    /// Decides on setting the status of a work order, nil where there is none, in the order of R3.1. A status that the
    /// work order already has changes nothing (R3.5); a cancel adds a note (R3.6).
    package static func set(
        status requested: String, of workOrder: WorkOrder?, by access: WorkOrderAccess, _ intent: Intent
    ) -> Decision<Refusal> {
        let status = Status(requested)
        if status == .cancelled, access.isStaffThatMayNotCancel {
            return .refused(.staffMayNotCancel)
        }
        guard let workOrder, access.includes(workOrder) else { return .refused(.notFound) }
        guard access.permits(setting: status, on: workOrder) else { return .refused(.notPermitted) }
        if workOrder.status == .cancelled { return .refused(.cancelled) }
        guard let status else { return .refused(.unknownStatus) }
        if status == workOrder.status { return .unchanged }
        return .change(workOrder.change(to: status, intent))
    }

    /// The work order, if there is one and the caller may see it (R3.8).
    package static func read(_ workOrder: WorkOrder?, by access: WorkOrderAccess) throws(Refusal) -> WorkOrder {
        guard let workOrder, access.includes(workOrder) else { throw .notFound }
        guard access.permitsReading(workOrder) else { throw .notPermitted }
        return workOrder
    }

    private func change(to status: Status, _ intent: Intent) -> Change {
        var workOrder = self
        workOrder.status = status
        workOrder.document["status"] = .string(status.rawValue)
        workOrder.document["updatedAt"] = "\(intent.at)"
        return Change(
            record: workOrder.record,
            notes: status == .cancelled ? [WorkOrderNote(ofCancelling: self, intent).record] : [],
            audit: AuditEntry(intent, record.key, from: self.status.rawValue, to: status.rawValue),
            event: WorkOrderStatusChange(workOrder: self, status: status, intent: intent).event)
    }
}

/// The event of a cancel and of any other change of status, with the work order as it was before.
struct WorkOrderStatusChange {
    let workOrder: WorkOrder
    let status: WorkOrder.Status
    let intent: Intent

    var event: Event {
        Event(
            status == .cancelled ? "WorkOrderCancelled" : "WorkOrderStatusChanged", intent, workOrder.record.key,
            data: [
                "workOrderId": .number(workOrder.id.number),
                "jobNo": workOrder.document["job_no"] ?? .null,
                "clientId": workOrder.document["client_id"] ?? .null,
                "previousStatus": .string(workOrder.status.rawValue),
                "status": .string(status.rawValue),
                "reason": JSONValue(intent.reason),
                "changedBy": .string(intent.actor.id),
                "changedAt": "\(intent.at)",
            ])
    }
}
