import JSON
import Storage

/// A job of the dispatcher (contract 2).
package struct DispatchJob: Equatable, Sendable {
    package static let kind = RecordKind("dispatch-job")
    private static let cancelled = "Cancelled"
    private static let completed = "Completed"

    package enum Refusal: Equatable, Sendable {
        case completed
        case alreadyCancelled
    }

    package let id: JobID
    package private(set) var status: String
    package private(set) var assignment: JSONObject?
    package private(set) var document: JSONObject

    package init(_ document: JSONObject) throws(RecordError) {
        id = try document.jobID("id")
        status = try document.text("status")
        assignment = try document.optional("assignment", { $0.object }, "must be an object")
        self.document = document
    }

    package static func key(_ id: JobID) -> RecordKey { RecordKey(kind, id.text) }

    package var record: Record { Record(Self.key(id), status: status, scopes: [], document: document) }

    /// Who may cancel (R2.1).
    package static func mayCancel(_ roles: [String]) -> Bool { roles.contains("dispatcher") || roles.contains("admin") }

    /// Cancels the job and its assignment (R2.5); refused once it is completed or cancelled (R2.2).
    package func cancel(_ intent: Intent) -> Decision<DispatchJob, Refusal> {
        if status == Self.completed { return .refused(.completed) }
        if status == Self.cancelled { return .refused(.alreadyCancelled) }
        let job = cancelled(intent)
        let isReleased = job.assignment != assignment
        return .change(
            Change(
                record: job.record, released: isReleased ? job.assignment.map { [.object($0)] } ?? [] : [],
                audit: AuditEntry(
                    intent, record.key, from: status, to: job.status,
                    details: ["assignment": assignment.map { .object($0) } ?? .null]),
                event: Event(
                    "JobCancelled", intent, record.key,
                    data: [
                        "jobId": .string(id.text),
                        "previousStatus": .string(status),
                        "assignmentId": assignment?["id"] ?? .null,
                        "contractorId": assignment?["contractorId"] ?? .null,
                        "reason": JSONValue(intent.reason),
                        "cancelledBy": .string(intent.actor.id),
                        "cancelledAt": "\(intent.at)",
                    ])))
    }

    private func cancelled(_ intent: Intent) -> DispatchJob {
        var job = self
        job.status = Self.cancelled
        job.document["status"] = .string(Self.cancelled)
        // Work that was done stays done.
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
