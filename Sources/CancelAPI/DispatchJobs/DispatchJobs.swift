import Cancellation
import HTTPMessage
import JSON

/// Contract 2.
enum DispatchJobs {
    static func cancel(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        let id = try call.jobID()
        let intent = call.intent(of: principal, reason: try call.reason(in: call.body()))
        guard DispatchJob.mayCancel(principal.roles) else { throw .problem(.roleMayNotCancel) }
        switch try call.decide(
            about: DispatchJob.key(id), DispatchJob.init, orElse: .jobNotFound(id), { $0.cancel(intent) })
        {
        case .change(let change): return Response(.ok, .json, .object(change.subject.document))
        case .unchanged(let job): return Response(.ok, .json, .object(job.document))
        case .refused(let refusal): throw .problem(Problem(refusal, id))
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
