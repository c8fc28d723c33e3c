/// Where records are kept. A store knows records, lists and events, and nothing of jobs and work orders.
///
/// Not for concurrent use within a process; several processes may share what is behind a store.
package protocol RecordStore: AnyObject {
    /// Returns the newest version of each record, nil where there is none, all at one moment and in the order of `keys`.
    func load(_ keys: [RecordKey]) throws(StoreError) -> [StoredRecord?]

    /// Makes all of the transaction visible, or nothing of it. Throws `versionConflict` if a record is no longer at the
    /// version that a write replaces. Durable only after `synchronize`.
    @discardableResult
    func commit(_ transaction: Transaction) throws(StoreError) -> Receipt

    /// Returns the receipt of the transaction that wrote this version. It may have a position that the receipt from
    /// `commit` lacks.
    func receipt(of version: Version) throws(StoreError) -> Receipt

    /// Returns when everything that this store has committed or shown is durable. Call it before any answer.
    func synchronize() throws(StoreError)

    /// Returns the newest `limit` records that are in any of the lists, newest version first, after the cursor of an
    /// earlier page of the same lists. A record that is in several of them comes once.
    func page(of lists: [RecordList], after cursor: PageCursor?, limit: Int) throws(StoreError) -> Page

    /// Returns how many records each of the lists holds, all at one moment.
    func counts(of lists: [RecordList]) throws(StoreError) -> [Int]

    /// Returns the oldest `limit` events after `cursor`, or of all if that is nil, oldest first.
    func events(after cursor: EventCursor?, limit: Int) throws(StoreError) -> [EventEntry]

    /// Throws unless the store can be read and takes changes. Makes no store where there is none, and writes no record.
    func checkHealth() throws(StoreError)

    /// Calls `body` with the newest version of every record, in an order of the store's own, until it returns false.
    func forEachRecord(_ body: (StoredRecord) -> Bool) throws(StoreError)
}

package enum StoreError: Error, Equatable {
    /// Another process changed the record first: load it and decide again.
    case versionConflict(RecordKey)
    /// Nothing was changed. The text says what failed and what to do.
    case unavailable(String)
    /// Whether the change is durable is unknown. The text says what failed.
    case uncertain(String)
}
