import JSON

/// Who changed which record, from which status to which, and why. Written with every change.
package struct AuditEntry: Equatable, Sendable {
    /// The same as that of the change's event.
    package let id: String
    package let at: Timestamp
    package let actor: Actor
    package let subject: RecordKey
    package let from: String
    package let to: String
    package let reason: String?
    /// What the request came through, where that is recorded, such as `mcp`.
    package let via: String?
    /// What else the change took away, such as the cleaners of a job.
    package let details: JSONObject

    package init(
        id: String, at: Timestamp, by actor: Actor, subject: RecordKey, from: String, to: String, reason: String?,
        via: String? = nil, details: JSONObject = [:]
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.subject = subject
        self.from = from
        self.to = to
        self.reason = reason
        self.via = via
        self.details = details
    }

    package var json: JSONObject {
        var json: JSONObject = [
            "id": .string(id),
            "at": "\(at)",
            "by": .object(actor.json),
            "subject": "\(subject)",
            "from": .string(from),
            "to": .string(to),
            "reason": reason.map { .string($0) } ?? .null,
        ]
        json["via"] = via.map { .string($0) }
        for member in details.members { json[member.name] = member.value }
        return json
    }
}

/// Who makes a change.
package struct Actor: Equatable, Sendable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    package var json: JSONObject { ["id": .string(id), "name": .string(name)] }
}
