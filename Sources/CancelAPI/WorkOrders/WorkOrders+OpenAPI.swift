import Cancellation
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
            example: ["success": true, "message": .string(updatedMessage), "data": Examples.cancelledWorkOrder],
            successFields: ["ETag", "Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [
                refusal(.badRequest, "The work order is cancelled already.", .cancelled),
                refusal(.forbidden, "Staff may not cancel work orders.", .staffMayNotCancel),
            ] + refusals)
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
            example: [
                "success": true,
                "data": [
                    [
                        "id": 28, "status": 200, "record": Examples.cancelledWorkOrder, "etag": Examples.etag,
                        "event": Examples.event,
                    ],
                    [
                        "id": 29, "status": 404,
                        "problem": .object(errorFormat.body.json(Problem(WorkOrder.Refusal.notFound), Path(""))),
                    ],
                ],
            ],
            successFields: ["Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [refusal(.forbidden, "Staff may not cancel work orders.", .staffMayNotCancel)])
    }

    static func getOperation() -> Operation {
        Operation(
            id: "getWorkOrder", summary: "A work order", description: "For whoever may touch it.",
            parameters: ["WorkOrderID", "ClientContext", "IfMatch", "IfNoneMatch"],
            successDescription: "The work order.", success: answer(Schemas.reference("WorkOrder")),
            example: ["success": true, "data": Examples.workOrder],
            successFields: ["ETag"],
            refusals: refusals)
    }

    static func notesOperation() -> Operation {
        Operation(
            id: "getWorkOrderNotes", summary: "The notes on a work order", description: "Oldest first.",
            parameters: ["WorkOrderID", "ClientContext"],
            successDescription: "The notes.",
            success: answer(["type": "array", "items": Schemas.reference("WorkOrderNote")]),
            example: [
                "success": true,
                "data": [
                    [
                        "id": "note-1", "work_order_id": 28, "note": "Work order cancelled by Jane Manager",
                        "created_by": 45, "client_id": 1, "createdAt": Examples.time, "updatedAt": Examples.time,
                    ]
                ],
            ],
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
            example: ["success": true, "data": [Examples.workOrder], "nextCursor": .string(Examples.cursor)],
            refusals: [noneVisible])
    }

    static func summaryOperation() -> Operation {
        Operation(
            id: "summarizeWorkOrders", summary: "How many work orders there are by status",
            description: "Of those that the caller may touch.",
            parameters: ["ClientContext"],
            successDescription: "The counts.", success: answer(Schemas.reference("Summary")),
            example: [
                "success": true,
                "data": ["pending": 3, "in-progress": 1, "completed": 1, "cancelled": 1, "total": 6],
            ],
            refusals: [noneVisible])
    }

    private static let refusals = [
        refusal(.forbidden, "The caller may not touch this work order, or not in this way.", .notPermitted),
        refusal(.notFound, "There is no such work order.", .notFound),
    ]

    private static let noneVisible = refusal(.forbidden, "The caller may see no work orders at all.", .notPermitted)

    private static func refusal(
        _ status: Status, _ description: String, _ refusal: WorkOrder.Refusal
    ) -> Operation.Answer {
        Operation.Answer(status, description, [Problem(refusal)])
    }

    static var webhooks: [Webhook] {
        [
            webhook("WorkOrderCancelled", "A work order was cancelled", to: "cancelled"),
            webhook("WorkOrderStatusChanged", "The status of a work order was set", to: "in-progress"),
        ]
    }

    private static func webhook(_ type: String, _ summary: String, to status: String) -> Webhook {
        Webhook(
            type: type, summary: summary, description: "With the status that it had before.",
            data: [
                "workOrderId": idSchema,
                // Whatever an import brought.
                "jobNo": [:], "clientId": [:],
                "previousStatus": statusSchema, "status": statusSchema, "reason": Schemas.reason,
                "changedBy": ["type": "string"], "changedAt": Schemas.time,
            ],
            example: (
                "work-order/28",
                [
                    "workOrderId": 28, "jobNo": "WO-2025-001", "clientId": 1, "previousStatus": "pending",
                    "status": .string(status), "reason": nil, "changedBy": "7", "changedAt": Examples.time,
                ]
            ))
    }
}
