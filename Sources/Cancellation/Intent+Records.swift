import JSON
import Storage

// What every contract records of a change.

extension AuditEntry {
    init(_ intent: Intent, _ subject: RecordKey, from: String, to: String, details: JSONObject = [:]) {
        self.init(
            id: intent.id, at: intent.at, by: intent.actor, subject: subject, from: from, to: to,
            reason: intent.reason?.text, via: intent.via, details: details)
    }
}

extension Event {
    /// `data` has the contract's own members; who acted is added, alike for every event (ruling C15), and through what if that
    /// is recorded.
    init(_ type: String, _ intent: Intent, _ subject: RecordKey, data: JSONObject) {
        var data = data
        data["actor"] = .object(intent.actor.json)
        data["via"] = intent.via.map { .string($0) }
        self.init(id: intent.id, type: type, subject: "\(subject)", time: intent.at, data: data)
    }
}

extension JSONValue {
    /// The text, or null without a reason.
    init(_ reason: Reason?) {
        self = reason.map { .string($0.text) } ?? .null
    }
}
