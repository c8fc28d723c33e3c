import Cancellation
import HTTPMessage

extension CleaningJobs {
    static let errorFormat = ErrorFormat(
        body: .error, missingToken: "Unauthorized", invalidToken: "Unauthorized",
        storeFailed: { _ in
            Problem(
                .internalServerError, "internal-server-error", "Internal Server Error", "Internal Server Error")
        })
}

extension Problem {
    init(_ refusal: CleaningJob.Refusal) {
        switch refusal {
        case .notFound: self.init(.notFound, "job-not-found", "Job not found", "Job not found")
        }
    }
}
