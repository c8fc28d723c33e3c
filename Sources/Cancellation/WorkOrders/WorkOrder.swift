import JSON
import Storage

/// A work order of the property manager (contract 3).
package struct WorkOrder: Equatable, Sendable {
    package static let kind = RecordKind("work-order")

    package enum Status: String, CaseIterable, Sendable {
        case pending
        case inProgress = "in-progress"
        case completed
        case cancelled
    }

    package let id: WorkOrderID
    package private(set) var status: Status
    package let clientID: Int?
    package let authorizedEmail: EmailAddress?
    package private(set) var document: JSONObject

    package init(_ document: JSONObject) throws(RecordError) {
        id = try document.workOrderID("id")
        guard let status = document["status"]?.string.flatMap(Status.init) else {
            throw RecordError("status", "must be one of \(Status.names)")
        }
        self.status = status
        clientID = try document.optional("client_id", { $0.integer }, "must be an integer")
        authorizedEmail = try document.optional(
            "authorized_email", { $0.string.flatMap(EmailAddress.init) },
            "must be a string of at most \(EmailAddress.maximumBytes) bytes")
        self.document = document
    }

    package static func key(_ id: WorkOrderID) -> RecordKey { RecordKey(kind, String(id.number)) }

    package var record: Record {
        Record(Self.key(id), status: status.rawValue, scopes: scopes, document: document)
    }
}

extension WorkOrder.Status {
    /// For sentences.
    package static let names = allCases.map { $0.rawValue }.joined(separator: ", ")
}

extension WorkOrder {
    package enum Refusal: Equatable, Sendable {
        /// Outside the client that the caller has narrowed itself to: for it there is no such work order (R3.4).
        case notFound
        case notPermitted
        /// Nothing leads out of `cancelled` (R3.5).
        case cancelled
        case unknownStatus
    }

    /// Sets the status, in the order of checks of R3.1 behind the look-up. A status that the work order has already
    /// changes nothing (R3.5); a cancel adds a note (R3.6).
    package func set(
        status requested: String, by access: WorkOrderAccess, _ intent: Intent
    ) -> Decision<WorkOrder, Refusal> {
        switch access.verdict(on: self, setting: requested) {
        case .hidden: return .refused(.notFound)
        case .forbidden: return .refused(.notPermitted)
        case .allowed: break
        }
        if status == .cancelled { return .refused(.cancelled) }
        guard let target = Status(rawValue: requested) else { return .refused(.unknownStatus) }
        if target == status { return .unchanged(self) }
        return .change(change(to: target, intent))
    }

    private func change(to target: Status, _ intent: Intent) -> Change {
        var workOrder = self
        workOrder.status = target
        workOrder.document["status"] = .string(target.rawValue)
        workOrder.document["updatedAt"] = "\(intent.at)"
        return Change(
            record: workOrder.record,
            notes: target == .cancelled ? [WorkOrderNote(ofCancelling: self, intent).record] : [],
            audit: AuditEntry(intent, record.key, from: status.rawValue, to: target.rawValue),
            event: Event(
                target == .cancelled ? "WorkOrderCancelled" : "WorkOrderStatusChanged", intent, record.key,
                data: [
                    "workOrderId": .number(id.number),
                    "jobNo": document["job_no"] ?? .null,
                    "clientId": document["client_id"] ?? .null,
                    "previousStatus": .string(status.rawValue),
                    "status": .string(target.rawValue),
                    "reason": JSONValue(intent.reason),
                    "changedBy": .string(intent.actor.id),
                    "changedAt": "\(intent.at)",
                ]))
    }
}
