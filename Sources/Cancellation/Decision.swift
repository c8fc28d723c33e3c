/// What comes of an intent: a change to commit, nothing to do, or a refusal, which is a value like the others. Refusals
/// change nothing (ruling C1).
package enum Decision<Subject, Refusal> {
    case change(Change<Subject>)
    /// What was asked for is so already; the subject stands as it is.
    case unchanged(Subject)
    case refused(Refusal)
}

/// All that one intent changes, to be committed together (ruling C2).
package struct Change<Subject> {
    /// The subject as it stands afterwards.
    package let subject: Subject
    /// The subject's record, in place of the version that was decided upon.
    package let record: Record
    /// Records that come to be by it.
    package let additions: [Record]
    package let audit: AuditEntry
    package let event: Event

    package func transaction(replacing version: Version) -> Transaction {
        Transaction(
            at: event.time,
            writes: [Transaction.Write(record, replacing: version)]
                + additions.map { Transaction.Write($0, replacing: nil) },
            audit: [audit], events: [event])
    }
}

// What a generic type asks of its parameters the runtime looks up when it first meets the type: conformances that nothing
// but tests needs are not asked for.
extension Decision: Equatable where Subject: Equatable, Refusal: Equatable {}
extension Change: Equatable where Subject: Equatable {}
extension Decision: Sendable where Subject: Sendable, Refusal: Sendable {}
extension Change: Sendable where Subject: Sendable {}
