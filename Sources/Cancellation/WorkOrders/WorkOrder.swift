import ASCII
import JSON
import Storage

/// A work order of the property manager (contract 3).
package struct WorkOrder: Equatable, Sendable {
    package static let kind = RecordKind("work-order")

    package enum Status: String, CaseIterable, Sendable {
        case pending
        case inProgress = "in-progress"
        case completed
        case cancelled
    }

    package let id: WorkOrderID
    package internal(set) var status: Status
    package let clientID: Int?
    package let authorizedEmail: EmailAddress?
    package internal(set) var document: JSONObject

    package init(_ document: JSONObject) throws(RecordError) {
        id = try document.workOrderID("id")
        guard let status = document["status"]?.string.flatMap({ Status($0) }) else {
            throw RecordError("status", "must be one of \(Status.names)")
        }
        self.status = status
        clientID = try document.optional("client_id", { $0.integer }, "must be an integer")
        authorizedEmail = try document.optional(
            "authorized_email", { $0.string.flatMap(EmailAddress.init) },
            "must be a string of at most \(EmailAddress.maximumBytes) bytes")
        self.document = document
    }

    package static func key(_ id: WorkOrderID) -> RecordKey { RecordKey(kind, String(id.number)) }

    package var record: Record {
        Record(Self.key(id), status: status.rawValue, scopes: scopes, document: document)
    }
}

extension WorkOrder.Status {
    /// Compares bytes.
    package init?(_ name: String) {
        guard let status = Self.allCases.first(where: { $0.rawValue.hasSameBytes(as: name) }) else { return nil }
        self = status
    }

    /// All of them, for error texts.
    package static let names = allCases.map { $0.rawValue }.joined(separator: ", ")
}
