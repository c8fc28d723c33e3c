import Cancellation
import JSON
import Storage

/// A record that a request is to change.
struct Target {
    let key: RecordKey
    /// What to answer where there is no such record.
    let missing: Problem
    /// What the contract says to it, given the record's document.
    let decide: (JSONObject) throws(RecordError) -> Verdict

    init(
        _ key: RecordKey, orElse missing: Problem, _ decide: @escaping (JSONObject) throws(RecordError) -> Verdict
    ) {
        self.key = key
        self.missing = missing
        self.decide = decide
    }
}

/// A decision, worded.
enum Verdict {
    case change(Change)
    /// Nothing is to be done: the document stands as it is.
    case unchanged(JSONObject)
    case refused(Problem)
}

/// What a request comes to: decided, not yet written.
struct Plan {
    struct Item {
        let verdict: Verdict
        /// The document that was decided upon; `nil` where there is none.
        let current: JSONObject?
    }

    private(set) var items: [Item] = []
    private var writes: [Transaction.Write] = []
    private var audit: [AuditEntry] = []
    private var events: [Event] = []

    var isEmpty: Bool { writes.isEmpty }

    /// The record as the plan leaves it, where the plan changes it.
    func changed(_ key: RecordKey) -> JSONObject? {
        for write in writes where write.record.key == key { return write.record.document }
        return nil
    }

    /// `version` is that of the document that was decided upon.
    mutating func add(_ verdict: Verdict, about current: JSONObject? = nil, at version: Version? = nil) {
        items.append(Item(verdict: verdict, current: current))
        guard case .change(let change) = verdict else { return }
        writes.append(Transaction.Write(change.record, replacing: version))
        for note in change.notes { writes.append(Transaction.Write(note, replacing: nil)) }
        audit.append(change.audit)
        events.append(change.event)
    }

    /// Everything at once (ruling C2), and `kept` with it.
    func transaction(at time: Timestamp, keeping kept: Transaction.Write?) -> Transaction {
        Transaction(at: time, writes: kept.map { writes + [$0] } ?? writes, audit: audit, events: events)
    }
}
