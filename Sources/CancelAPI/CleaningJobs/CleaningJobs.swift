import Cancellation
import HTTPMessage
import Identity
import JSON
import Storage

/// Contract 1.
enum CleaningJobs {
    static func cancel(_ call: Call) throws(Failure) -> Response {
        let principal = try call.principal()
        // A role that may not is answered like a bad token (R1.2).
        guard CleaningJob.mayCancel(principal.roles) else { throw .unauthenticated(.invalid) }
        let id = try call.jobID()
        let intent = call.intent(of: principal, reason: try call.reason(in: call.body()))
        let manner = try call.manner()
        let notFound = Problem(.notFound, "job-not-found", "Job not found", "Job not found")
        let target = Target(CleaningJob.key(id), orElse: notFound) { document throws(RecordError) in
            switch try CleaningJob(document).cancel(intent) {
            case .change(let change): .change(change)
            case .unchanged: .unchanged(document)
            }
        }
        return try call.change(
            target, by: principal, manner, Wording(showsRecord: false, hasReceipt: false) { _ in ["success": true] })
    }
}

extension Dialect {
    static let cleaningJobs = Dialect(
        mediaType: .json, schema: "Error",
        body: { problem, _ in ["error": .string(problem.detail)] },
        unauthenticated: { _ in Problem(.unauthorized, "unauthorized", "Unauthorized", "Unauthorized") },
        storeFailed: { _ in
            let title = "Internal Server Error"
            return Problem(.internalServerError, "internal-server-error", title, title)
        })
}
