import JSON
import Storage

/// A job of the cleaning company (contract 1).
package struct CleaningJob: Equatable, Sendable {
    package static let kind = RecordKind("cleaning-job")
    static let canceled = "canceled"

    package let id: JobID
    package internal(set) var status: String
    /// The ids of the assigned cleaners, of whatever type the record has them; nil if it has no such member.
    package internal(set) var cleaners: [JSONValue]?
    package internal(set) var document: JSONObject

    package init(_ document: JSONObject) throws(RecordError) {
        id = try document.jobID("id")
        status = try document.text("status")
        cleaners = try document.optional("cleaners", { $0.array }, "must be a list")
        self.document = document
    }

    package static func key(_ id: JobID) -> RecordKey { RecordKey(kind, id.text) }

    package var record: Record { Record(Self.key(id), status: status, scopes: [], document: document) }
}
