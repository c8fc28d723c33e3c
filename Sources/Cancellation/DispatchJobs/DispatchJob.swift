import JSON
import Storage

/// A job of the dispatcher (contract 2).
package struct DispatchJob: Equatable, Sendable {
    package static let kind = RecordKind("dispatch-job")
    static let cancelled = "Cancelled"
    static let completed = "Completed"

    package let id: JobID
    package internal(set) var status: String
    package internal(set) var assignment: JSONObject?
    package internal(set) var document: JSONObject

    package init(_ document: JSONObject) throws(RecordError) {
        id = try document.jobID("id")
        status = try document.text("status")
        assignment = try document.optional("assignment", { $0.object }, "must be an object")
        self.document = document
    }

    package static func key(_ id: JobID) -> RecordKey { RecordKey(kind, id.text) }

    package var record: Record { Record(Self.key(id), status: status, scopes: [], document: document) }
}
