import Cancellation
import HTTPMessage
import JSON

extension CleaningJobs {
    static func cancelOperation() -> Operation {
        Operation(
            id: "cancelCleaningJob", summary: "Cancel a cleaning job",
            description: "Sets the status to `canceled` and takes every cleaner off the job. A job that is canceled "
                + "already stays as it is. For the roles admin and super_admin.",
            parameters: ["CleaningJobID", "IdempotencyKey", "IfMatch", "IfNoneMatch"], body: "Cancel",
            successDescription: "The job is canceled, now or already before.",
            success: [
                "type": "object", "required": ["success"],
                "properties": [
                    "success": ["const": true], "dryRun": ["const": true], "changes": Schemas.reference("Changes"),
                ],
                "additionalProperties": false,
            ],
            example: ["success": true],
            successFields: ["Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [notFound])
    }

    static func getOperation() -> Operation {
        Operation(
            id: "getCleaningJob", summary: "A cleaning job",
            description: "The record as it stands. For the roles admin and super_admin.",
            parameters: ["CleaningJobID", "IfMatch", "IfNoneMatch"],
            successDescription: "The job.", success: Schemas.reference("CleaningJobRecord"),
            example: Examples.cleaningJob, successFields: ["ETag"], refusals: [notFound])
    }

    private static let notFound = Operation.Answer(
        .notFound, "There is no such job.", [Problem(CleaningJob.Refusal.notFound)])

    static var webhooks: [Webhook] {
        [
            Webhook(
                type: "CleaningJobCanceled", summary: "A cleaning job was canceled",
                description: "With the cleaners that were taken off it.",
                data: [
                    "jobId": Schemas.jobID, "previousStatus": ["type": "string"], "cleaners": ["type": "array"],
                    "reason": Schemas.reason, "canceledBy": ["type": "string"], "canceledAt": Schemas.time,
                ],
                example: (
                    "cleaning-job/JOB_X123",
                    [
                        "jobId": "JOB_X123", "previousStatus": "scheduled", "cleaners": ["CLN_1", "CLN_2"],
                        "reason": "Customer called it off", "canceledBy": "7", "canceledAt": Examples.time,
                    ]
                ))
        ]
    }

    static var schemas: JSONObject {
        [
            "CleaningJobRecord": [
                "description": "The job as it stands, with whatever else its record holds.",
                "type": "object", "required": ["id", "status"],
                "properties": [
                    "id": ["type": "string"], "status": ["type": "string", "minLength": 1],
                    "cleaners": ["type": ["array", "null"]],
                ],
            ]
        ]
    }
}
