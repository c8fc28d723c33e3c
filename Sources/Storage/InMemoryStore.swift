/// A store that lasts as long as its process: for trying things out, for tests, and as the model that other stores are
/// compared with.
package final class InMemoryStore: RecordStore {
    private var records: [RecordKey: StoredRecord] = [:]
    /// In the order of changes. An entry whose version is not its record's newest is out of date, and skipped.
    private var lists: [RecordList: [(key: RecordKey, version: Version)]] = [:]
    private var totals: [RecordList: Int] = [:]
    /// Every write, oldest first: version 1 is the first element.
    private var history: [(key: RecordKey, receipt: Receipt)] = []
    private var allEvents: [Event] = []
    /// Every audit entry, oldest first.
    package private(set) var auditTrail: [AuditEntry] = []

    package init() {}

    package func load(_ keys: [RecordKey]) -> [StoredRecord?] { keys.map { records[$0] } }

    package func load(_ key: RecordKey) -> StoredRecord? { records[key] }

    @discardableResult
    package func commit(_ transaction: Transaction) throws(StoreError) -> Receipt {
        try check(transaction)
        return apply(transaction)
    }

    package func check(_ transaction: Transaction) throws(StoreError) {
        for write in transaction.writes where records[write.record.key]?.version != write.replaced {
            throw .versionConflict(write.record.key)
        }
    }

    @discardableResult
    package func apply(_ transaction: Transaction) -> Receipt {
        let receipt = Receipt(firstEvent: EventCursor(UInt64(allEvents.count + 1)), proof: nil)
        for write in transaction.writes { apply(write.record, receipt) }
        allEvents += transaction.events
        auditTrail += transaction.audit
        return receipt
    }

    package func receipt(of version: Version) -> Receipt { history[Int(version.number) - 1].receipt }

    package func synchronize() {}

    package func checkHealth() {}

    private func apply(_ record: Record, _ receipt: Receipt) {
        history.append((record.key, receipt))
        let version = Version(UInt64(history.count))
        if let old = records.updateValue(StoredRecord(record, version), forKey: record.key) {
            for list in old.record.lists { totals[list, default: 0] -= 1 }
        }
        for list in record.lists {
            lists[list, default: []].append((record.key, version))
            totals[list, default: 0] += 1
        }
    }

    package func page(of lists: [RecordList], after cursor: PageCursor?, limit: Int) -> Page {
        var merged: [StoredRecord] = []
        for list in lists {
            let current = self.lists[list, default: []].lazy.reversed().compactMap { entry -> StoredRecord? in
                guard let stored = self.records[entry.key], stored.version == entry.version else { return nil }
                return cursor.map { entry.version < $0.bound } ?? true ? stored : nil
            }
            merged += current.prefix(limit + 1)
        }
        merged.sort { $0.version > $1.version }
        // A record that is in two lists is there twice, side by side.
        var last: Version?
        merged.removeAll { stored in
            defer { last = stored.version }
            return stored.version == last
        }
        let records = Array(merged.prefix(limit))
        let next = merged.count > limit ? records.last.map { PageCursor(bound: $0.version, of: lists) } : nil
        return Page(records: records, next: next)
    }

    package func counts(of lists: [RecordList]) -> [Int] { lists.map { totals[$0, default: 0] } }

    package func events(after cursor: EventCursor?, limit: Int) -> [EventEntry] {
        let start = Int(clamping: cursor?.number ?? 0)
        return allEvents.enumerated().dropFirst(start).prefix(limit).map { index, event in
            EventEntry(EventCursor(UInt64(index + 1)), event)
        }
    }

    package func forEachRecord(_ body: (StoredRecord) -> Bool) {
        for (index, write) in history.enumerated() {
            guard let stored = records[write.key], stored.version.number == UInt64(index + 1) else { continue }
            if !body(stored) { return }
        }
    }
}
