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
}
