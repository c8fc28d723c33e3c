import JSON
import Storage

/// What somebody asks for, apart from the record it is about: who, when, why, and the name it will be known by.
package struct Intent: Equatable, Sendable {
    /// Unique for ever; becomes the id of the event, of the audit entry and of the note.
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

/// Why something is cancelled, in the words of whoever does it: 1 to 1024 characters (ruling C8), counted as JSON Schema
/// counts them, in Unicode scalars.
package struct Reason: Equatable, Sendable {
    package static let maximumLength = 1024

    package let text: String

    package init?(_ text: String) {
        guard 1...Self.maximumLength ~= text.unicodeScalars.count else { return nil }
        self.text = text
    }
}

extension AuditEntry {
    init(_ intent: Intent, _ subject: RecordKey, from: String, to: String, details: JSONObject = [:]) {
        self.init(
            id: intent.id, at: intent.at, by: intent.actor, subject: subject, from: from, to: to,
            reason: intent.reason?.text, details: details)
    }
}

extension Event {
    init(_ type: String, _ intent: Intent, _ subject: RecordKey, data: JSONObject) {
        self.init(id: intent.id, type: type, subject: "\(subject)", time: intent.at, data: data)
    }
}

extension JSONValue {
    /// The text, or null.
    init(_ reason: Reason?) {
        self = reason.map { .string($0.text) } ?? .null
    }
}
