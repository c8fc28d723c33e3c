import Cancellation
import JSON
import Storage

/// The decisions on a request's commands, and what they write: decided, not yet committed.
struct UnitOfWork {
    struct Item {
        let decision: Decision<Problem>
        /// The document that was decided on; nil where there is none.
        let before: JSONObject?

        var change: Change? {
            if case .change(let change) = decision { change } else { nil }
        }

        /// The document after the decision; empty where there is none, as for some refusals.
        var after: JSONObject { change?.record.document ?? before ?? [:] }
    }

    private(set) var items: [Item] = []
    private var writes: [Transaction.Write] = []
    private var audit: [AuditEntry] = []
    private var events: [Event] = []

    var writesNothing: Bool { writes.isEmpty }

    /// The document of a record that an earlier command of the unit changes.
    func changedDocument(of key: RecordKey) -> JSONObject? {
        for write in writes where write.record.key == key { return write.record.document }
        return nil
    }

    /// `version` is that of the stored record that was decided on; nil if there is none.
    mutating func add(_ decision: Decision<Problem>, on before: JSONObject?, at version: Version? = nil) {
        items.append(Item(decision: decision, before: before))
        guard case .change(let change) = decision else { return }
        writes.append(Transaction.Write(change.record, replacing: version))
        for note in change.notes { writes.append(Transaction.Write(note, replacing: nil)) }
        audit.append(change.audit)
        events.append(change.event)
    }

    /// Everything in one transaction (ruling C2), with the idempotency record if there is one.
    func transaction(at time: Timestamp, with idempotencyRecord: Transaction.Write?) -> Transaction {
        Transaction(
            at: time, writes: idempotencyRecord.map { writes + [$0] } ?? writes, audit: audit, events: events)
    }
}
