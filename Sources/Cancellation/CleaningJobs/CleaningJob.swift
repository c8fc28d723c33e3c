import JSON
import Storage

/// A job of the cleaning company (contract 1).
package struct CleaningJob: Equatable, Sendable {
    package static let kind = RecordKind("cleaning-job")
    private static let canceled = "canceled"

    package let id: JobID
    package private(set) var status: String
    /// The ids of those assigned to it, as the record has them; `nil` where it has no such member.
    package private(set) var cleaners: [JSONValue]?
    package private(set) var document: JSONObject

    package init(_ document: JSONObject) throws(RecordError) {
        id = try document.jobID("id")
        status = try document.text("status")
        cleaners = try document.optional("cleaners", { $0.array }, "must be a list")
        self.document = document
    }

    package static func key(_ id: JobID) -> RecordKey { RecordKey(kind, id.text) }

    package var record: Record { Record(Self.key(id), status: status, scopes: [], document: document) }

    /// Who may cancel (R1.1).
    package static func mayCancel(_ roles: [String]) -> Bool {
        roles.contains("admin") || roles.contains("super_admin")
    }

    /// Cancels and takes every cleaner off (R1.7), whatever the status (R1.5) but `canceled`: that stays as it is (R1.4).
    package func cancel(_ intent: Intent) -> Decision<CleaningJob, Never> {
        guard status != Self.canceled else { return .unchanged(self) }
        var job = self
        job.status = Self.canceled
        job.document["status"] = .string(Self.canceled)
        if cleaners != nil {
            job.cleaners = []
            job.document["cleaners"] = []
        }
        job.document["updatedAt"] = "\(intent.at)"
        let released = JSONValue.array(cleaners ?? [])
        return .change(
            Change(
                record: job.record, released: cleaners ?? [],
                audit: AuditEntry(
                    intent, record.key, from: status, to: job.status, details: ["cleaners": released]),
                event: Event(
                    "CleaningJobCanceled", intent, record.key,
                    data: [
                        "jobId": .string(id.text),
                        "previousStatus": .string(status),
                        "cleaners": released,
                        "reason": JSONValue(intent.reason),
                        "canceledBy": .string(intent.actor.id),
                        "canceledAt": "\(intent.at)",
                    ])))
    }
}
