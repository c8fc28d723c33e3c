import JSON
import Storage

/// Who asks for a change, when and why, apart from the record it is about.
package struct Intent: Equatable, Sendable {
    /// Unique among all intents; becomes the id of the event, of the audit entry and of the note.
    package let id: String
    package let actor: Actor
    package let at: Timestamp
    package let reason: Reason?

    package init(id: String, actor: Actor, at: Timestamp, reason: Reason?) {
        self.id = id
        self.actor = actor
        self.at = at
        self.reason = reason
    }
}

/// Why something is cancelled: 1 to 1024 characters (ruling C8), counted in Unicode scalars as JSON Schema does.
package struct Reason: Equatable, Sendable {
    package static let maximumLength = 1024

    package let text: String

    /// Returns nil if the text is empty or too long.
    package init?(_ text: String) {
        guard 1...Self.maximumLength ~= text.unicodeScalars.count else { return nil }
        self.text = text
    }
}

// What every contract records of a change.

extension AuditEntry {
    init(_ intent: Intent, _ subject: RecordKey, from: String, to: String, details: JSONObject = [:]) {
        self.init(
            id: intent.id, at: intent.at, by: intent.actor, subject: subject, from: from, to: to,
            reason: intent.reason?.text, details: details)
    }
}

extension Event {
    /// `data` has the contract's own members; who acted is added, alike for every event (ruling C15).
    init(_ type: String, _ intent: Intent, _ subject: RecordKey, data: JSONObject) {
        var data = data
        data["actor"] = .object(intent.actor.json)
        self.init(id: intent.id, type: type, subject: "\(subject)", time: intent.at, data: data)
    }
}

extension JSONValue {
    /// The text, or null without a reason.
    init(_ reason: Reason?) {
        self = reason.map { .string($0.text) } ?? .null
    }
}
