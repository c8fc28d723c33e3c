import Cancellation
import Storage

/// A store that fails when it is told to, over one that does not.
final class FaultyStore: RecordStore {
    enum Operation: Equatable, CaseIterable {
        case load, commit, synchronize, page, counts, checkHealth
    }

    let memory = InMemoryStore()
    /// What an operation throws, for as many calls as there are.
    var faults: [Operation: [StoreError]] = [:]
    /// Runs in front of an operation: what somebody else does in between.
    var before: (Operation) -> Void = { _ in }
    /// What receipts prove a transaction by.
    var proof: String?
    private(set) var calls: [Operation] = []
    private(set) var transactions: [Transaction] = []

    private func begin(_ operation: Operation) throws(StoreError) {
        calls.append(operation)
        before(operation)
        if let fault = faults[operation]?.popLast() { throw fault }
    }

    func load(_ keys: [RecordKey]) throws(StoreError) -> [StoredRecord?] {
        try begin(.load)
        return memory.load(keys)
    }

    func commit(_ transaction: Transaction) throws(StoreError) -> Receipt {
        try begin(.commit)
        let receipt = try memory.commit(transaction)
        transactions.append(transaction)
        return proven(receipt)
    }

    func receipt(of version: Version) -> Receipt { proven(memory.receipt(of: version)) }

    private func proven(_ receipt: Receipt) -> Receipt { Receipt(firstEvent: receipt.firstEvent, proof: proof) }

    func synchronize() throws(StoreError) {
        try begin(.synchronize)
        memory.synchronize()
    }

    func page(of lists: [RecordList], after cursor: PageCursor?, limit: Int) throws(StoreError) -> Page {
        try begin(.page)
        return memory.page(of: lists, after: cursor, limit: limit)
    }

    func counts(of lists: [RecordList]) throws(StoreError) -> [Int] {
        try begin(.counts)
        return memory.counts(of: lists)
    }

    func checkHealth() throws(StoreError) { try begin(.checkHealth) }

    func events(after cursor: EventCursor?, limit: Int) -> [EventEntry] {
        memory.events(after: cursor, limit: limit)
    }

    func forEachRecord(_ body: (StoredRecord) -> Bool) { memory.forEachRecord(body) }
}
