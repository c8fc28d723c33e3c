/// Where records are kept. Stores know records, scopes and statuses; of jobs and work orders they know nothing.
///
/// One caller at a time; several processes may share what is behind a store.
package protocol RecordStore: AnyObject {
    /// The newest version, or `nil` where there has never been one.
    func load(_ key: RecordKey) throws(StoreError) -> StoredRecord?

    /// Makes all of the transaction visible, or nothing of it: `versionConflict` when a record is no longer at the version
    /// it replaces. Durable only after `synchronize`.
    @discardableResult
    func commit(_ transaction: Transaction) throws(StoreError) -> Receipt

    /// Where the transaction stands that wrote this version.
    func receipt(of version: Version) throws(StoreError) -> Receipt

    /// Returns when everything that this store has committed or shown is durable. Nothing may be answered before.
    func synchronize() throws(StoreError)

    /// The newest `limit` of the records that are in any of the lists, newest version first, behind the cursor of an
    /// earlier page of the same lists. A record that is in several of them comes once.
    func page(of lists: [RecordList], after cursor: PageCursor?, limit: Int) throws(StoreError) -> Page

    /// How many records each of the lists holds, all at one moment.
    func counts(of lists: [RecordList]) throws(StoreError) -> [Int]

    /// The oldest `limit` events behind `cursor`, or of all, oldest first.
    func events(after cursor: EventCursor?, limit: Int) throws(StoreError) -> [EventEntry]

    /// Every record at its newest version, oldest version first, until `body` returns false.
    func forEachRecord(_ body: (StoredRecord) -> Bool) throws(StoreError)
}

/// The records of one kind, in one scope, with one status.
package struct RecordList: Hashable, Sendable {
    package let kind: RecordKind
    package let scope: Scope
    package let status: String

    package init(_ kind: RecordKind, _ scope: Scope, status: String) {
        self.kind = kind
        self.scope = scope
        self.status = status
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
