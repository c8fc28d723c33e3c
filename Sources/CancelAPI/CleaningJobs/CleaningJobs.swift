import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// Contract 1.
enum CleaningJobs {
    static let contract = Contract(
        tag: Tag(
            name: "Cleaning jobs",
            description: "A cleaning company's jobs. Errors are `{\"error\": \"...\"}`."),
        routes: [
            Route(.post, "/api/jobs/{id}/cancel", query: [.dryRun], errorFormat, cancel, cancelOperation),
            Route(.get, "/api/jobs/{id}", errorFormat, get, getOperation),
        ],
        schemas: { schemas }, webhooks: { webhooks })

    private static func cancel(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate(where: CleaningJob.mayCancel)
        let id = try context.jobID()
        let body = try context.body()
        let intent = context.intent(of: principal, reason: try context.reason(in: body))
        let options = try context.changeOptions(body)
        let command = Command(CleaningJob.key(id)) { document throws(RecordError) in
            CleaningJob.cancel(try document.map(CleaningJob.init), intent).mapRefusal { Problem($0) }
        }
        return try context.change(
            command, by: principal, options,
            SuccessFormat(showsRecord: false, hasReceipt: true) { _ in ["success": true] })
    }

    private static func get(_ context: RequestContext) throws(RequestError) -> Response {
        _ = try context.authenticate(where: CleaningJob.mayCancel)
        let id = try context.jobID()
        let preconditions = try context.preconditions()
        _ = try context.body()
        let job = try context.read(CleaningJob.key(id), as: CleaningJob.init, CleaningJob.read, { Problem($0) })
        return try context.show(job.document, preconditions) { $0 }
    }
}
