/// Where a committed transaction stands, for whoever wants to show later that it does.
package struct Receipt: Equatable, Sendable {
    /// Of the transaction's first event, where it has events; those of the others follow one by one.
    package let firstEvent: EventCursor
    /// What nobody can have changed since without its being seen, as hexadecimal digits; `nil` in a store that keeps no
    /// chain of hashes.
    package let proof: String?

    package init(firstEvent: EventCursor, proof: String?) {
        self.firstEvent = firstEvent
        self.proof = proof
    }
}
