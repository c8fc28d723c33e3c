import Storage

/// Who asks for a change, when and why, apart from the record it is about.
package struct Intent: Equatable, Sendable {
    /// Unique among all intents; becomes the id of the event, of the audit entry and of the note.
    package let id: String
    package let actor: Actor
    package let at: Timestamp
    package let reason: Reason?
    /// What the request came through, where that is recorded, such as `mcp`.
    package let via: String?

    package init(id: String, actor: Actor, at: Timestamp, reason: Reason?, via: String? = nil) {
        self.id = id
        self.actor = actor
        self.at = at
        self.reason = reason
        self.via = via
    }
}
