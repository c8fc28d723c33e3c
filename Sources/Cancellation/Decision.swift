import JSON
import Storage

/// What comes of an intent: a change to commit, nothing to do, or a refusal, which is a value like the others. Refusals
/// change nothing (ruling C1).
package enum Decision<Subject, Refusal> {
    case change(Change)
    /// What was asked for is so already; the subject stands as it is.
    case unchanged(Subject)
    case refused(Refusal)
}

/// All that one intent changes, to be committed together (ruling C2).
package struct Change: Equatable, Sendable {
    /// The record as it stands afterwards, in place of the version that was decided upon.
    package let record: Record
    /// Notes that come to be by it.
    package var notes: [Record] = []
    /// What was assigned to the record and no longer is, as it stands afterwards.
    package var released: [JSONValue] = []
    package let audit: AuditEntry
    package let event: Event
}

// What a generic type asks of its parameters the runtime looks up when it first meets the type: conformances that nothing
// but tests needs are not asked for.
extension Decision: Equatable where Subject: Equatable, Refusal: Equatable {}
extension Decision: Sendable where Subject: Sendable, Refusal: Sendable {}
