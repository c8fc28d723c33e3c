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
