import JSON
import Storage

extension DispatchJob {
    package enum Refusal: Error, Equatable {
        case roleMayNotCancel
        case roleMayNotRead
        case notFound
        case completed
        case alreadyCancelled
    }

    /// Decides on cancelling a job, nil where there is none, in the order of R2.1 and R2.2.
    package static func cancel(_ job: DispatchJob?, by roles: [String], _ intent: Intent) -> Decision<Refusal> {
        guard mayCancel(roles) else { return .refused(.roleMayNotCancel) }
        guard let job else { return .refused(.notFound) }
        if job.status == completed { return .refused(.completed) }
        if job.status == cancelled { return .refused(.alreadyCancelled) }
        return .change(job.cancellation(intent))
    }

    /// The job, if there is one and the caller could cancel it (ruling C16), refused in the same order.
    package static func read(_ job: DispatchJob?, by roles: [String]) throws(Refusal) -> DispatchJob {
        guard mayCancel(roles) else { throw .roleMayNotRead }
        guard let job else { throw .notFound }
        return job
    }

    private static func mayCancel(_ roles: [String]) -> Bool { roles.contains("dispatcher") || roles.contains("admin") }

    private func cancellation(_ intent: Intent) -> Change {
        let job = cancelled(intent)
        let isReleased = job.assignment != assignment
        return Change(
            record: job.record, released: isReleased ? job.assignment.map { [.object($0)] } ?? [] : [],
            audit: AuditEntry(
                intent, record.key, from: status, to: job.status,
                details: ["assignment": assignment.map { .object($0) } ?? .null]),
            event: JobCancelled(job: self, intent: intent).event)
    }

    /// The job with its assignment cancelled too, unless that is completed (R2.5).
    private func cancelled(_ intent: Intent) -> DispatchJob {
        var job = self
        job.status = Self.cancelled
        job.document["status"] = .string(Self.cancelled)
        if var released = assignment, released["status"] != .string(Self.completed) {
            released["status"] = .string(Self.cancelled)
            job.assignment = released
            job.document["assignment"] = .object(released)
        }
        job.document["updatedAt"] = "\(intent.at)"
        job.document["cancelledAt"] = "\(intent.at)"
        job.document["cancelledBy"] = .string(intent.actor.id)
        return job
    }
}

/// The event of a cancel (R2.6), with the job as it was before.
struct JobCancelled {
    let job: DispatchJob
    let intent: Intent

    var event: Event {
        Event(
            "JobCancelled", intent, job.record.key,
            data: [
                "jobId": .string(job.id.text),
                "previousStatus": .string(job.status),
                "assignmentId": job.assignment?["id"] ?? .null,
                "contractorId": job.assignment?["contractorId"] ?? .null,
                "reason": JSONValue(intent.reason),
                "cancelledBy": .string(intent.actor.id),
                "cancelledAt": "\(intent.at)",
            ])
    }
}
