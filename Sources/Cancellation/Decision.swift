import JSON
import Storage

/// What a contract says to an intent. A refusal is a value like the others and changes nothing (ruling C1).
package enum Decision<Refusal> {
    case change(Change)
    /// The record is already as asked for, and stays as it is.
    case unchanged
    case refused(Refusal)
}

extension Decision {
    /// The same decision, with the refusal put another way.
    package func mapRefusal<Other>(_ transform: (Refusal) -> Other) -> Decision<Other> {
        switch self {
        case .change(let change): .change(change)
        case .unchanged: .unchanged
        case .refused(let refusal): .refused(transform(refusal))
        }
    }
}

extension Decision: Equatable where Refusal: Equatable {}
extension Decision: Sendable where Refusal: Sendable {}

/// Everything that one intent changes, to be committed in one transaction (ruling C2).
package struct Change: Equatable, Sendable {
    /// The record after the change, in place of the version that was decided on.
    package let record: Record
    /// Notes that the change adds.
    package var notes: [Record] = []
    /// What the change takes off the record: cleaners as their ids, an assignment as it is afterwards.
    package var released: [JSONValue] = []
    package let audit: AuditEntry
    package let event: Event
}
