extension DispatchJobs {
    static func cancelOperation() -> Operation {
        Operation(
            id: "cancelJob", summary: "Cancel a job",
            description:
                "Sets the status to `Cancelled`, cancels the assignment if there is one that is not completed, "
                + "and publishes JobCancelled. For the roles Dispatcher and Admin.",
            parameters: ["JobID"], body: "Cancel",
            successDescription: "The job as it now stands.", success: Schemas.reference("DispatchJob"),
            refusals: [
                Operation.Answer(.badRequest, "The job is completed or cancelled already."),
                Operation.Answer(.forbidden, "The caller's role may not cancel jobs."),
                Operation.Answer(.notFound, "There is no such job."),
            ])
    }
}
