import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// Contract 2.
enum DispatchJobs {
    static let contract = Contract(
        tag: Tag(
            name: "Dispatch jobs",
            description: "A dispatcher's jobs. Errors are problem details (RFC 9457)."),
        routes: [
            Route(.post, "/jobs/{id}/cancel", query: [.dryRun], errorFormat, cancel, cancelOperation),
            Route(.post, "/jobs/cancel", query: [.dryRun], errorFormat, cancelEach, cancelEachOperation),
            Route(.get, "/jobs/{id}", errorFormat, get, getOperation),
        ],
        schemas: { schemas }, webhooks: { webhooks })

    private static func cancel(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        let id = try context.jobID()
        let body = try context.body()
        let intent = context.intent(of: principal, reason: try context.reason(in: body))
        let options = try context.changeOptions(body)
        return try context.change(
            command(id, by: principal.roles, intent), by: principal, options,
            SuccessFormat(showsRecord: true, hasReceipt: true) { $0 })
    }

    private static func cancelEach(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        let body = try context.body()
        let ids = try context.ids(in: body, JobID.form) { $0.string.flatMap(JobID.init) }
        let reason = try context.reason(in: body)
        let options = try context.bulkOptions(body)
        let commands = ids.map { json, id in
            (id: json, command: command(id, by: principal.roles, context.intent(of: principal, reason: reason)))
        }
        return try context.changeEach(commands, by: principal, options) { ["results": .array($0)] }
    }

    private static func get(_ context: RequestContext) throws(RequestError) -> Response {
        let principal = try context.authenticate()
        let id = try context.jobID()
        let preconditions = try context.preconditions()
        _ = try context.body()
        let job = try context.read(
            DispatchJob.key(id), as: DispatchJob.init,
            { job throws(DispatchJob.Refusal) in try DispatchJob.read(job, by: principal.roles) }, { Problem($0, id) })
        return try context.show(job.document, preconditions) { $0 }
    }

    private static func command(_ id: JobID, by roles: [String], _ intent: Intent) -> Command {
        Command(DispatchJob.key(id)) { document throws(RecordError) in
            DispatchJob.cancel(try document.map(DispatchJob.init), by: roles, intent).mapRefusal { Problem($0, id) }
        }
    }
}
