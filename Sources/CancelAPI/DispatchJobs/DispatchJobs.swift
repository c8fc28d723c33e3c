import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// Contract 2.
enum DispatchJobs {
    static func cancel(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let id = try call.jobID()
        let intent = call.intent(of: principal, reason: try call.reason(in: call.body()))
        let manner = try call.manner()
        guard DispatchJob.mayCancel(principal.roles) else { throw .problem(.roleMayNotCancel) }
        return try call.change(
            target(id, intent), by: principal, manner, Wording(showsRecord: true, hasReceipt: true) { $0 })
    }

    /// Several at once.
    static func cancelEach(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let body = try call.body()
        let ids = try call.ids(in: body, JobID.form) { $0.string.flatMap(JobID.init) }
        let reason = try call.reason(in: body)
        let manner = try call.mannerForSeveral()
        guard DispatchJob.mayCancel(principal.roles) else { throw .problem(.roleMayNotCancel) }
        let targets = ids.map { json, id in (id: json, target: target(id, call.intent(of: principal, reason: reason))) }
        return try call.changeEach(targets, by: principal, manner) { ["results": .array($0)] }
    }

    private static func target(_ id: JobID, _ intent: Intent) -> Target {
        Target(DispatchJob.key(id), orElse: .jobNotFound(id)) { document throws(RecordError) in
            switch try DispatchJob(document).cancel(intent) {
            case .change(let change): .change(change)
            case .unchanged: .unchanged(document)
            case .refused(let refusal): .refused(Problem(refusal, id))
            }
        }
    }
}

extension Problem {
    fileprivate static let roleMayNotCancel = Problem(
        .forbidden, "role-may-not-cancel", "Role may not cancel",
        "Only a Dispatcher or an Admin can cancel a job: ask one of them.")

    fileprivate static func jobNotFound(_ id: JobID) -> Problem {
        Problem(.notFound, "job-not-found", "Job not found", "There is no job \(id.text).")
    }

    fileprivate init(_ refusal: DispatchJob.Refusal, _ id: JobID) {
        switch refusal {
        case .completed:
            self.init(
                .badRequest, "job-completed", "Job completed",
                "Job \(id.text) is completed and can no longer be cancelled.")
        case .alreadyCancelled:
            self.init(
                .badRequest, "job-already-cancelled", "Job already cancelled",
                "Job \(id.text) is cancelled already; nothing was changed.")
        }
    }
}

extension Dialect {
    /// RFC 9457 (R2.3).
    static let dispatchJobs = Dialect(
        mediaType: .problem, schema: "Problem",
        body: { problem, path in
            [
                "type": "/problems/\(problem.type)",
                "title": .string(problem.title),
                "status": .number(problem.status.code),
                "detail": .string(problem.detail),
                "instance": .string(PercentEncoding.encode(path)),
            ]
        },
        unauthenticated: { failure in
            Problem(
                .unauthorized, "unauthorized", "Unauthorized",
                failure == .missing
                    ? "A bearer token is needed." : "The bearer token does not hold: get a new one.")
        },
        storeFailed: Problem.storeFailed)
}
