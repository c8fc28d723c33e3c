import Cancellation

/// A store that fails when it is told to, over one that does not.
final class FaultyStore: CancellationStore {
    enum Operation: Equatable, CaseIterable {
        case load, commit, confirm, page, counts
    }

    let memory = InMemoryStore()
    /// What an operation throws, for as many calls as there are.
    var faults: [Operation: [StoreError]] = [:]
    /// Runs in front of an operation: what somebody else does in between.
    var before: (Operation) -> Void = { _ in }
    private(set) var calls: [Operation] = []
    private(set) var transactions: [Transaction] = []

    private func begin(_ operation: Operation) throws(StoreError) {
        calls.append(operation)
        before(operation)
        if let fault = faults[operation]?.popLast() { throw fault }
    }

    func load(_ key: RecordKey) throws(StoreError) -> StoredRecord? {
        try begin(.load)
        return memory.load(key)
    }

    func commit(_ transaction: Transaction) throws(StoreError) {
        try begin(.commit)
        try memory.commit(transaction)
        transactions.append(transaction)
    }

    func confirm() throws(StoreError) {
        try begin(.confirm)
        memory.confirm()
    }

    func page(
        of kind: RecordKind, in scope: Scope, status: String?, below bound: Version?, limit: Int
    ) throws(StoreError) -> [PageEntry] {
        try begin(.page)
        return memory.page(of: kind, in: scope, status: status, below: bound, limit: limit)
    }

    func counts(of kind: RecordKind, in scope: Scope) throws(StoreError) -> [String: Int] {
        try begin(.counts)
        return memory.counts(of: kind, in: scope)
    }

    func events(after cursor: EventCursor?, limit: Int) -> [EventEntry] {
        memory.events(after: cursor, limit: limit)
    }

    func forEachRecord(_ body: (StoredRecord) -> Bool) { memory.forEachRecord(body) }
}
