import JSON
import Storage
import Testing

@testable import Cancellation

/// Half past ten, as in contract 3's example.
let halfPastTen = Timestamp("2025-10-20T10:30:00.000Z")!

func intent(id: String = "i-1", by actor: Actor = jane, reason: String? = nil) -> Intent {
    Intent(id: id, actor: actor, at: halfPastTen, reason: reason.flatMap(Reason.init))
}

let jane = Actor(id: "45", name: "Jane Manager")

func object(_ text: String) throws -> JSONObject {
    try #require(JSONValue(parsing: Array(text.utf8)).object)
}

extension JSONObject {
    /// To the letter: what an answer or a line of an export would show.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

// A decision on a record that is there, by somebody who may.

extension CleaningJob {
    func cancel(_ intent: Intent) -> Decision<Refusal> { Self.cancel(self, intent) }
}

extension DispatchJob {
    func cancel(_ intent: Intent) -> Decision<Refusal> { Self.cancel(self, by: ["dispatcher"], intent) }
}

extension WorkOrder {
    func set(status: String, by access: WorkOrderAccess, _ intent: Intent) -> Decision<Refusal> {
        Self.set(status: status, of: self, by: access, intent)
    }
}

extension Decision {
    var change: Change? {
        if case .change(let change) = self { change } else { nil }
    }
}

/// The work order of contract 3's example, before it is cancelled.
func contractWorkOrder(status: String = "pending") throws -> WorkOrder {
    try WorkOrder(
        object(
            """
            {"id":28,"job_no":"WO-2025-001","status":"\(status)","work_order_type":"manual",\
            "supplier_name":"Williams Property Service","is_urgent":false,"authorized_by":"Jane Manager",\
            "authorized_email":"Jane@VisionWest.org.nz","client_id":1,"created_by":45,\
            "createdAt":"2025-10-20T02:45:15.629Z","updatedAt":"2025-10-20T02:45:15.629Z"}
            """))
}

func workOrder(_ id: Int, client: Int? = nil, email: String? = nil, status: String = "pending") throws -> WorkOrder {
    var document: JSONObject = ["id": .number(id), "status": .string(status)]
    if let client { document["client_id"] = .number(client) }
    if let email { document["authorized_email"] = .string(email) }
    return try WorkOrder(document)
}

func access(
    _ roles: [String], email: String? = nil, client: Int? = nil, context: Int? = nil
) -> WorkOrderAccess {
    WorkOrderAccess(roles: roles, email: email, clientID: client, clientContext: context)
}

func put(_ records: [Record], into store: InMemoryStore) throws {
    try store.commit(
        Transaction(
            at: halfPastTen,
            writes: records.map { Transaction.Write($0, replacing: store.load($0.key)?.version) }))
}
