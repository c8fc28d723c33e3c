/// Where a committed transaction is, so that somebody can prove later that it was committed.
package struct Receipt: Equatable, Sendable {
    /// The position of the transaction's first event; each further event has the next number. Nil if the store has not
    /// put the event in order yet.
    package let firstEvent: EventCursor?
    /// A hash over the transaction and what it follows, in hexadecimal digits; nil in a store without a hash chain.
    package let proof: String?

    package init(firstEvent: EventCursor?, proof: String?) {
        self.firstEvent = firstEvent
        self.proof = proof
    }
}
