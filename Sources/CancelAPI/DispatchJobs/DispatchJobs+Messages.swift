import Cancellation
import HTTPMessage

extension DispatchJobs {
    static let errorFormat = ErrorFormat.problemDetails
}

extension ErrorFormat {
    /// RFC 9457 (R2.3), also for paths that belong to no contract.
    static let problemDetails = ErrorFormat(
        body: .problemDetails, missingToken: "A bearer token is needed.",
        invalidToken: "The bearer token does not hold: get a new one.")
}

extension Problem {
    init(_ refusal: DispatchJob.Refusal, _ id: JobID) {
        switch refusal {
        case .roleMayNotCancel:
            self.init(
                .forbidden, "role-may-not-cancel", "Role may not cancel",
                "Only a Dispatcher or an Admin can cancel a job: ask one of them.")
        case .roleMayNotRead:
            self.init(
                .forbidden, "role-may-not-read", "Role may not read",
                "Only a Dispatcher or an Admin can read a job: ask one of them.")
        case .notFound: self.init(.notFound, "job-not-found", "Job not found", "There is no job \(id.text).")
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
