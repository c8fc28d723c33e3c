import HTTPMessage
import JSON

extension DispatchJobs {
    static func cancelOperation() -> Operation {
        Operation(
            id: "cancelJob", summary: "Cancel a job",
            description:
                "Sets the status to `Cancelled`, cancels the assignment if there is one that is not completed, "
                + "and publishes JobCancelled. For the roles Dispatcher and Admin.",
            parameters: ["JobID", "IdempotencyKey", "IfMatch", "IfNoneMatch"], body: "Cancel",
            successDescription: "The job as it now stands.",
            success: Schemas.reference("DispatchJob"),
            successFields: ["ETag", "Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [
                Operation.Answer(.badRequest, "The job is completed or cancelled already."),
                Operation.Answer(.forbidden, "The caller's role may not cancel jobs."),
                Operation.Answer(.notFound, "There is no such job."),
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
            successFields: ["Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [Operation.Answer(.forbidden, "The caller's role may not cancel jobs.")])
    }

    static func getOperation() -> Operation {
        Operation(
            id: "getJob", summary: "A job",
            description: "The record as it stands. For the roles Dispatcher and Admin.",
            parameters: ["JobID", "IfMatch", "IfNoneMatch"],
            successDescription: "The job.", success: Schemas.reference("DispatchJobRecord"), successFields: ["ETag"],
            refusals: [
                Operation.Answer(.forbidden, "The caller's role may not read jobs."),
                Operation.Answer(.notFound, "There is no such job."),
            ])
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
