import Cancellation
import HTTPMessage
import JSON

extension DispatchJobs {
    static func cancelOperation() -> Operation {
        Operation(
            id: "cancelJob", summary: "Cancel a job",
            description:
                "Sets the status to `Cancelled`, cancels the assignment if there is one that is not completed, "
                + "and publishes JobCancelled. For the roles Dispatcher and Admin.",
            parameters: ["DispatchJobID", "IdempotencyKey", "IfMatch", "IfNoneMatch"], body: "Cancel",
            successDescription: "The job as it now stands.",
            success: Schemas.reference("DispatchJob"), example: Examples.cancelledDispatchJob,
            successFields: ["ETag", "Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [
                refusal(
                    .badRequest, "The job is completed or cancelled already.", .completed, .alreadyCancelled),
                refusal(.forbidden, "The caller's role may not cancel jobs.", .roleMayNotCancel),
                refusal(.notFound, "There is no such job.", .notFound),
            ])
    }

    static func cancelEachOperation() -> Operation {
        Operation(
            id: "cancelJobs", summary: "Cancel several jobs",
            description:
                "Each is decided by itself, in the order of the list; all that change, change together. A job that is "
                + "named twice is cancelled already the second time.",
            parameters: ["IdempotencyKey"], body: "CancelJobs",
            successDescription: "What came of each, in the order of the list: its record, or the problem with it.",
            success: [
                "type": "object", "required": ["results"],
                "properties": [
                    "results": Schemas.outcomes(of: ["type": "string"], "DispatchJob", "Problem"),
                    "dryRun": ["const": true],
                ],
                "additionalProperties": false,
            ],
            example: [
                "results": [
                    [
                        "id": "J-1001", "status": 200, "record": Examples.cancelledDispatchJob, "etag": Examples.etag,
                        "event": Examples.event,
                    ],
                    ["id": "J-1002", "status": 404, "problem": notFoundExample],
                ]
            ],
            successFields: ["Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [refusal(.forbidden, "The caller's role may not cancel jobs.", .roleMayNotCancel)])
    }

    static func getOperation() -> Operation {
        Operation(
            id: "getJob", summary: "A job",
            description: "The record as it stands. For the roles Dispatcher and Admin.",
            parameters: ["DispatchJobID", "IfMatch", "IfNoneMatch"],
            successDescription: "The job.", success: Schemas.reference("DispatchJobRecord"),
            example: Examples.dispatchJob, successFields: ["ETag"],
            refusals: [
                refusal(.forbidden, "The caller's role may not read jobs.", .roleMayNotRead),
                refusal(.notFound, "There is no such job.", .notFound),
            ])
    }

    private static func refusal(
        _ status: Status, _ description: String, _ refusals: DispatchJob.Refusal...
    ) -> Operation.Answer {
        let id = JobID("J-1001")
        return Operation.Answer(
            status, description, refusals.compactMap { refusal in id.map { Problem(refusal, $0) } })
    }

    private static var notFoundExample: JSONValue {
        guard let id = JobID("J-1002") else { return nil }
        return .object(errorFormat.body.json(Problem(.notFound, id), Path("/jobs/cancel")))
    }

    static var webhooks: [Webhook] {
        [
            Webhook(
                type: "JobCancelled", summary: "A dispatch job was cancelled",
                description: "With its assignment and contractor, if it had any.",
                data: [
                    "jobId": Schemas.jobID, "previousStatus": ["type": "string"],
                    // Whatever an import brought.
                    "assignmentId": [:], "contractorId": [:],
                    "reason": Schemas.reason, "cancelledBy": ["type": "string"], "cancelledAt": Schemas.time,
                ],
                example: (
                    "dispatch-job/J-1001",
                    [
                        "jobId": "J-1001", "previousStatus": "Assigned", "assignmentId": "A-1", "contractorId": "C-9",
                        "reason": "Customer called it off", "cancelledBy": "7", "cancelledAt": Examples.time,
                    ]
                ))
        ]
    }

    static var schemas: JSONObject {
        [
            "DispatchJobRecord": [
                "description": "The job as it stands, whatever its status, with whatever else its record holds.",
                "type": "object", "required": ["id", "status"],
                "properties": [
                    "id": ["type": "string"], "status": ["type": "string", "minLength": 1],
                    "assignment": ["type": ["object", "null"]],
                ],
            ],
            "DispatchJob": [
                "description": "The cancelled job, with whatever else its record holds.",
                "type": "object", "required": ["id", "status", "updatedAt", "cancelledAt", "cancelledBy"],
                "properties": [
                    "id": ["type": "string"],
                    "status": ["const": "Cancelled"],
                    "assignment": [
                        "type": ["object", "null"], "properties": ["status": ["type": "string"]],
                    ],
                    "updatedAt": Schemas.time, "cancelledAt": Schemas.time, "cancelledBy": ["type": "string"],
                    // Of a dry run.
                    "dryRun": ["type": "boolean"], "changes": Schemas.reference("Changes"),
                ],
            ],
        ]
    }
}
