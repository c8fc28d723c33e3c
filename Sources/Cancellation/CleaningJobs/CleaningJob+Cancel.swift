import JSON
import Storage

extension CleaningJob {
    package enum Refusal: Error, Equatable {
        case notFound
    }

    /// Whether one of the roles may cancel (R1.1), and so read too (ruling C16). Asked while the caller is authenticated (R1.2), before a decision.
    package static func mayCancel(_ roles: [String]) -> Bool {
        roles.contains("admin") || roles.contains("super_admin")
    }

    /// Decides on cancelling a job, nil where there is none (R1.3). A job of any status may be canceled (R1.5); one that
    /// is canceled already stays as it is (R1.4).
    package static func cancel(_ job: CleaningJob?, _ intent: Intent) -> Decision<Refusal> {
        guard let job else { return .refused(.notFound) }
        guard job.status != canceled else { return .unchanged }
        return .change(job.cancellation(intent))
    }

    /// The job, if there is one (R1.3, ruling C16).
    package static func read(_ job: CleaningJob?) throws(Refusal) -> CleaningJob {
        guard let job else { throw .notFound }
        return job
    }

    /// Takes every cleaner off (R1.7).
    private func cancellation(_ intent: Intent) -> Change {
        var job = self
        job.status = Self.canceled
        job.document["status"] = .string(Self.canceled)
        if cleaners != nil {
            job.cleaners = []
            job.document["cleaners"] = []
        }
        job.document["updatedAt"] = "\(intent.at)"
        let released = cleaners ?? []
        return Change(
            record: job.record, released: released,
            audit: AuditEntry(
                intent, record.key, from: status, to: job.status, details: ["cleaners": .array(released)]),
            event: CleaningJobCanceled(job: self, intent: intent).event)
    }
}

/// The event of a cancel, with the job as it was before.
struct CleaningJobCanceled {
    let job: CleaningJob
    let intent: Intent

    var event: Event {
        Event(
            "CleaningJobCanceled", intent, job.record.key,
            data: [
                "jobId": .string(job.id.text),
                "previousStatus": .string(job.status),
                "cleaners": .array(job.cleaners ?? []),
                "reason": JSONValue(intent.reason),
                "canceledBy": .string(intent.actor.id),
                "canceledAt": "\(intent.at)",
            ])
    }
}
