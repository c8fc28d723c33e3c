import JSON
import Storage

/// A note on a work order, in the field names of contract 3's table `work_order_notes`.
package struct WorkOrderNote: Equatable, Sendable {
    package static let kind = RecordKind("work-order-note")

    package let id: String
    package let workOrder: WorkOrderID
    package let document: JSONObject

    package init(_ document: JSONObject) throws(RecordError) {
        id = try document.jobID("id").text
        workOrder = try document.workOrderID("work_order_id")
        _ = try document.text("note")
        self.document = document
    }

    /// The note that a cancel leaves (R3.6).
    init(ofCancelling workOrder: WorkOrder, _ intent: Intent) {
        id = intent.id
        self.workOrder = workOrder.id
        document = [
            "id": .string(id),
            "work_order_id": .number(workOrder.id.number),
            "note": "Work order cancelled by \(intent.actor.name)",
            "created_by": JSONValue(id: intent.actor.id),
            "client_id": workOrder.document["client_id"] ?? .null,
            "createdAt": "\(intent.at)",
            "updatedAt": "\(intent.at)",
        ]
    }

    /// The list of the notes on a work order.
    package static func list(on workOrder: WorkOrderID) -> RecordList {
        RecordList(kind, scope(workOrder), status: "")
    }

    private static func scope(_ workOrder: WorkOrderID) -> Scope { Scope("work-order/\(workOrder.number)") }

    package var record: Record {
        Record(
            RecordKey(Self.kind, id), status: "", scopes: [Self.scope(workOrder)], document: document)
    }
}
