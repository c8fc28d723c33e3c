/// Where records are kept. Stores know records, scopes and statuses; of jobs and work orders they know nothing.
///
/// One caller at a time; several processes may share what is behind a store.
package protocol CancellationStore: AnyObject {
    /// The newest version, or `nil` where there has never been one.
    func load(_ key: RecordKey) throws(StoreError) -> StoredRecord?

    /// Makes all of the transaction visible, or nothing of it: `versionConflict` when a record is no longer at the version
    /// it replaces. Durable only after `confirm`.
    func commit(_ transaction: Transaction) throws(StoreError)

    /// Returns when everything that this store has committed or shown is durable. Nothing may be answered before.
    func confirm() throws(StoreError)

    /// Keys in the scope, with that status or with any, newest version first: the newest `limit` of those below `bound`,
    /// or of all.
    func page(
        of kind: RecordKind, in scope: Scope, status: String?, below bound: Version?, limit: Int
    ) throws(StoreError) -> [PageEntry]

    /// How many records the scope holds by status; a status that none has may be missing.
    func counts(of kind: RecordKind, in scope: Scope) throws(StoreError) -> [String: Int]

    /// The oldest `limit` events behind `cursor`, or of all, oldest first.
    func events(after cursor: EventCursor?, limit: Int) throws(StoreError) -> [EventEntry]

    /// Every record at its newest version, oldest version first, until `body` returns false.
    func forEachRecord(_ body: (StoredRecord) -> Bool) throws(StoreError)
}

package struct PageEntry: Equatable, Sendable {
    package let key: RecordKey
    package let version: Version

    package init(_ key: RecordKey, _ version: Version) {
        self.key = key
        self.version = version
    }
}

package struct EventEntry: Equatable, Sendable {
    package let cursor: EventCursor
    package let event: Event

    package init(_ cursor: EventCursor, _ event: Event) {
        self.cursor = cursor
        self.event = event
    }
}

package enum StoreError: Error, Equatable {
    /// Somebody changed the record first: load and decide again.
    case versionConflict(RecordKey)
    /// Nothing was changed; the text says what failed and what to do.
    case unavailable(String)
    /// Whether what was committed will last is not known; the text says what failed.
    case uncertain(String)
}
