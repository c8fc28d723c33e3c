/// Where a committed transaction is, so that somebody can prove later that it was committed.
package struct Receipt: Equatable, Sendable {
    /// The position of the transaction's first event; each further event has the next number.
    package let firstEvent: EventCursor
    /// The hash of the journal up to the transaction, in hexadecimal digits; nil in a store without a hash chain.
    package let proof: String?

    package init(firstEvent: EventCursor, proof: String?) {
        self.firstEvent = firstEvent
        self.proof = proof
    }
}
