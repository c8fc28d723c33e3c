/// A store that lives as long as its process: for trying things out, for tests, and as the model other stores are
/// compared with.
package final class InMemoryStore: CancellationStore {
    private struct List: Hashable {
        let kind: RecordKind
        let scope: Scope
        /// `nil`: the list of all.
        let status: String?
    }

    private var records: [RecordKey: StoredRecord] = [:]
    /// In order of change. An entry whose version is not its record's newest is out of date and skipped.
    private var lists: [List: [PageEntry]] = [:]
    private var totals: [List: Int] = [:]
    private var history: [RecordKey] = []
    private var occurred: [Event] = []
    /// What has been written about every change, oldest first.
    package private(set) var auditTrail: [AuditEntry] = []

    package init() {}

    package func load(_ key: RecordKey) -> StoredRecord? { records[key] }

    package func commit(_ transaction: Transaction) throws(StoreError) {
        try check(transaction)
        apply(transaction)
    }

    package func check(_ transaction: Transaction) throws(StoreError) {
        for write in transaction.writes where records[write.record.key]?.version != write.replaced {
            throw .versionConflict(write.record.key)
        }
    }

    package func apply(_ transaction: Transaction) {
        for write in transaction.writes { apply(write.record) }
        occurred += transaction.events
        auditTrail += transaction.audit
    }

    package func confirm() {}

    private func apply(_ record: Record) {
        history.append(record.key)
        let version = Version(UInt64(history.count))
        if let old = records.updateValue(StoredRecord(record, version), forKey: record.key) {
            for list in lists(of: old.record) where list.status != nil { totals[list, default: 0] -= 1 }
        }
        for list in lists(of: record) {
            lists[list, default: []].append(PageEntry(record.key, version))
            if list.status != nil { totals[list, default: 0] += 1 }
        }
    }

    private func lists(of record: Record) -> [List] {
        record.scopes.flatMap { scope in
            [record.status, nil].map { List(kind: record.key.kind, scope: scope, status: $0) }
        }
    }

    package func page(
        of kind: RecordKind, in scope: Scope, status: String?, below bound: Version?, limit: Int
    ) -> [PageEntry] {
        let list = lists[List(kind: kind, scope: scope, status: status)] ?? []
        let current = list.lazy.reversed().filter { entry in
            self.records[entry.key]?.version == entry.version && bound.map { entry.version < $0 } ?? true
        }
        return Array(current.prefix(limit))
    }

    package func counts(of kind: RecordKind, in scope: Scope) -> [String: Int] {
        var counts: [String: Int] = [:]
        for (list, total) in totals where list.kind == kind && list.scope == scope && total > 0 {
            if let status = list.status { counts[status] = total }
        }
        return counts
    }

    package func events(after cursor: EventCursor?, limit: Int) -> [EventEntry] {
        let start = Int(clamping: cursor?.number ?? 0)
        return occurred.enumerated().dropFirst(start).prefix(limit).map { index, event in
            EventEntry(EventCursor(UInt64(index + 1)), event)
        }
    }

    package func forEachRecord(_ body: (StoredRecord) -> Bool) {
        for (index, key) in history.enumerated() {
            guard let stored = records[key], stored.version.number == UInt64(index + 1) else { continue }
            if !body(stored) { return }
        }
    }
}
