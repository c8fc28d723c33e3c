import HTTPMessage
import JSON

extension CleaningJobs {
    static func cancelOperation() -> Operation {
        Operation(
            id: "cancelCleaningJob", summary: "Cancel a cleaning job",
            description: "Sets the status to `canceled` and takes every cleaner off the job. A job that is canceled "
                + "already stays as it is. For the roles admin and super_admin.",
            parameters: ["JobID", "IdempotencyKey", "IfMatch", "IfNoneMatch"], body: "Cancel",
            successDescription: "The job is canceled, now or already before.",
            success: [
                "type": "object", "required": ["success"],
                "properties": [
                    "success": ["const": true], "dryRun": ["const": true], "changes": Schemas.reference("Changes"),
                ],
                "additionalProperties": false,
            ],
            successFields: ["Cancellation-Event", "Cancellation-Proof", "Idempotent-Replayed"],
            refusals: [Operation.Answer(.notFound, "There is no such job.")])
    }

    static func getOperation() -> Operation {
        Operation(
            id: "getCleaningJob", summary: "A cleaning job",
            description: "The record as it stands. For the roles admin and super_admin.",
            parameters: ["JobID", "IfMatch", "IfNoneMatch"],
            successDescription: "The job.", success: Schemas.reference("CleaningJobRecord"), successFields: ["ETag"],
            refusals: [Operation.Answer(.notFound, "There is no such job.")])
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
