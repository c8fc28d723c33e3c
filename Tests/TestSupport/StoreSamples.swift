import JSON
package import Storage

/// Records and transactions for tests of stores, which know nothing of what they mean.
package enum Sample {
    package static let kind = RecordKind("thing")
    package static let at = Timestamp(millisecondsSince1970: 1_795_000_000_000)

    package static func key(_ id: Int) -> RecordKey { RecordKey(kind, "\(id)") }

    package static func record(_ id: Int, _ status: String = "new", in scopes: [String] = ["all"], note: Int = 0)
        -> Record
    {
        Record(
            key(id), status: status, scopes: scopes.map(Scope.init),
            document: ["id": .number(id), "status": .string(status), "note": .number(note)])
    }

    package static func list(_ status: String = "new", in scope: String = "all") -> RecordList {
        RecordList(kind, Scope(scope), status: status)
    }

    package static func event(_ id: String) -> Event {
        Event(id: id, type: "Happened", subject: "thing/\(id)", time: at, data: ["id": .string(id)])
    }

    package static func transaction(_ writes: [(Record, Version?)], events: [String] = []) -> Transaction {
        Transaction(
            at: at, writes: writes.map { Transaction.Write($0.0, replacing: $0.1) }, events: events.map(event))
    }
}

extension RecordStore {
    /// Returns the newest version; nil if there is none.
    package func load(_ key: RecordKey) throws(StoreError) -> StoredRecord? { try load([key]).first ?? nil }

    /// Writes the record over whatever is there, and syncs.
    package func put(_ record: Record, events: [String] = []) throws {
        try commit(Sample.transaction([(record, try load(record.key)?.version)], events: events))
        try synchronize()
    }

    package func ids(_ lists: [RecordList], after cursor: PageCursor? = nil, limit: Int = 100) throws -> [String] {
        try page(of: lists, after: cursor, limit: limit).records.map(\.record.key.id)
    }

    package func allRecords() throws -> [StoredRecord] {
        var records: [StoredRecord] = []
        try forEachRecord {
            records.append($0)
            return true
        }
        return records
    }
}
