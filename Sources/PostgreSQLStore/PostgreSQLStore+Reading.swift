#if Network
    import ASCII
    import Digest
    import JSON
    import POSIX
    import Storage

    extension PostgreSQLStore {
        private static let maximumReplaceable = 2000

        package func load(_ keys: [RecordKey]) throws(StoreError) -> [StoredRecord?] {
            guard !keys.isEmpty else { return [] }
            let rows = try loadRows(keys, until: deadline)
            return keys.map { key in rows[key]?.stored }
        }

        /// The rows of those that exist. Remembers what a commit that replaces them must know.
        func loadRows(_ keys: [RecordKey], until deadline: Deadline) throws(StoreError) -> [RecordKey: StoredRow] {
            let rows = try StoredRow.all(read([.load(keys)], until: deadline)[0])
            if replaceable.count > Self.maximumReplaceable { replaceable.removeAll(keepingCapacity: true) }
            var found: [RecordKey: StoredRow] = [:]
            for row in rows {
                let record = row.stored.record
                found[record.key] = row
                replaceable[record.key] = ReplacedRow(
                    version: row.stored.version, lists: record.distinctLists, proof: row.proof)
                latestVersion = max(latestVersion, row.stored.version.column)
            }
            return found
        }

        package func page(of lists: [RecordList], after cursor: PageCursor?, limit: Int) throws(StoreError) -> Page {
            guard !lists.isEmpty, limit > 0 else { return Page(records: [], next: nil) }
            let bound = cursor.map { $0.bound.column } ?? .max
            let statement = Statement.page(of: lists, below: bound, limit: limit)
            let rows = try StoredRow.all(read([statement], until: deadline)[0])
            let records = rows.prefix(limit).map { $0.stored }
            if let first = records.first { latestVersion = max(latestVersion, first.version.column) }
            let next = rows.count > limit ? records.last.map { PageCursor(bound: $0.version, of: lists) } : nil
            return Page(records: records, next: next)
        }

        package func forEachRecord(_ body: (StoredRecord) -> Bool) throws(StoreError) {
            var last: RecordKey?
            while true {
                let rows = try StoredRow.all(read([.records(after: last)], until: deadline)[0])
                for row in rows where !body(row.stored) { return }
                guard let end = rows.last, rows.count == Statement.rowsPerPage else { return }
                last = end.stored.record.key
            }
        }

        /// The position is not looked up: nothing leads from a transaction to it.
        package func receipt(of version: Version) throws(StoreError) -> Receipt {
            let id = TransactionID(of: version)
            let rows = try read([.body(of: id)], until: deadline)[0]
            guard rows.count == 1 else {
                throw .unavailable("the row with the id \(id.number) of countermand.transactions is missing")
            }
            let proof = Hexadecimal.encode(SHA256.hash(rows.bytes(0, 0)))
            return Receipt(firstEvent: nil, proof: String(decoding: proof, as: UTF8.self))
        }

        package func checkHealth() throws(StoreError) {
            let deadline = deadline
            // On an open connection too: the server may have become a standby, or its settings others.
            let rows = try read([ServerCheck.statement], until: deadline)[0]
            do throws(DatabaseError) {
                let check = ServerCheck(rows, try opened())
                try check.require()
                namesStandby = check.namesStandby
                if check.isReadOnly {
                    throw .refused(state: SQLState.readOnly, message: "it is read-only", statement: 0)
                }
            } catch { throw .unavailable(sentence(for: error)) }
        }
    }
#endif
