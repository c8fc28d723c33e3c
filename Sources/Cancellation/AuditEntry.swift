import JSON

/// Who changed what, from which status to which, and why: written with every change and never changed.
package struct AuditEntry: Equatable, Sendable {
    package let intent: Intent
    package let subject: RecordKey
    package let from: String
    package let to: String
    /// What else the change took away: the cleaners of a job, the assignment that was cancelled.
    package let details: JSONObject

    init(_ intent: Intent, _ subject: RecordKey, from: String, to: String, details: JSONObject = [:]) {
        self.intent = intent
        self.subject = subject
        self.from = from
        self.to = to
        self.details = details
    }

    package var json: JSONObject {
        var json: JSONObject = [
            "id": .string(intent.id),
            "at": "\(intent.at)",
            "by": ["id": .string(intent.author.id), "name": .string(intent.author.name)],
            "subject": "\(subject)",
            "from": .string(from),
            "to": .string(to),
            "reason": JSONValue(intent.reason),
        ]
        for member in details.members { json[member.name] = member.value }
        return json
    }
}

extension JSONValue {
    /// The text, or null.
    init(_ reason: Reason?) {
        self = reason.map { .string($0.text) } ?? .null
    }
}
