import HTTPMessage
import JSON

extension WorkOrders {
    static func setStatusOperation() -> Operation {
        Operation(
            id: "setWorkOrderStatus", summary: "Set a work order's status, cancel it above all",
            description:
                "`cancelled` is final and leaves a note. A client may only cancel, and only work orders that it "
                + "authorized; a client_admin may set any status within its client; staff any but `cancelled`; an admin "
                + "all.",
            parameters: ["WorkOrderID", "ClientContext", "IdempotencyKey", "IfMatch", "IfNoneMatch"],
            body: "SetStatus",
            successDescription: "The work order as it now stands.",
            success: answer(
                Schemas.reference("WorkOrder"), and: ["message": ["type": "string"]], optionally: Schemas.dryRun),
            successFields: ["ETag", "Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [Operation.Answer(.badRequest, "The work order is cancelled already.")] + refusals)
    }

    static func cancelEachOperation() -> Operation {
        Operation(
            id: "cancelWorkOrders", summary: "Cancel several work orders",
            description:
                "Each is decided by itself, in the order of the list; all that change, change together. A work order that "
                + "is named twice is cancelled already the second time.",
            parameters: ["ClientContext", "IdempotencyKey"], body: "CancelWorkOrders",
            successDescription: "What came of each, in the order of the list: its record, or the problem with it.",
            success: answer(
                Schemas.outcomes(of: idSchema, "WorkOrder", "Failure"),
                optionally: ["dryRun": ["const": true]]),
            successFields: ["Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [Operation.Answer(.forbidden, "Staff may not cancel work orders.")])
    }

    static func getOperation() -> Operation {
        Operation(
            id: "getWorkOrder", summary: "A work order", description: "For whoever may touch it.",
            parameters: ["WorkOrderID", "ClientContext", "IfMatch", "IfNoneMatch"],
            successDescription: "The work order.", success: answer(Schemas.reference("WorkOrder")),
            successFields: ["ETag"],
            refusals: refusals)
    }

    static func notesOperation() -> Operation {
        Operation(
            id: "getWorkOrderNotes", summary: "The notes on a work order", description: "Oldest first.",
            parameters: ["WorkOrderID", "ClientContext"],
            successDescription: "The notes.",
            success: answer(["type": "array", "items": Schemas.reference("WorkOrderNote")]),
            refusals: refusals)
    }

    static func listOperation() -> Operation {
        Operation(
            id: "listWorkOrders", summary: "Work orders, newest change first",
            description: "All that the caller may touch, in pages.",
            parameters: ["ClientContext"],
            successDescription: "A page, and the cursor of the next one.",
            success: answer(
                ["type": "array", "items": Schemas.reference("WorkOrder")],
                and: ["nextCursor": ["type": ["string", "null"]]]),
            refusals: [noneVisible])
    }

    static func summaryOperation() -> Operation {
        Operation(
            id: "summarizeWorkOrders", summary: "How many work orders there are by status",
            description: "Of those that the caller may touch.",
            parameters: ["ClientContext"],
            successDescription: "The counts.", success: answer(Schemas.reference("Summary")),
            refusals: [noneVisible])
    }

    private static let refusals = [
        Operation.Answer(.forbidden, "The caller may not touch this work order, or not in this way."),
        Operation.Answer(.notFound, "There is no such work order."),
    ]

    private static let noneVisible = Operation.Answer(.forbidden, "The caller may see no work orders at all.")
}
