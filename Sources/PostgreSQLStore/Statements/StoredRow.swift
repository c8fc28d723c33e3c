#if Network
    import JSON
    import Storage

    /// A row of `records`.
    struct StoredRow {
        static let columns = "id, kind, version, status, scopes, proof, document"

        let stored: StoredRecord
        /// Of the transaction that wrote it.
        let proof: String

        init?(_ rows: Rows, _ row: Int) {
            let key = RecordKey(RecordKind(rows.text(row, 1)), rows.text(row, 0))
            guard let version = Version(column: rows.number(row, 2)), let scopes = [Scope](json: rows.bytes(row, 4)),
                let document = (try? JSONValue(parsing: rows.bytes(row, 6)))?.object
            else { return nil }
            let record = Record(key, status: rows.text(row, 3), scopes: scopes, document: document)
            stored = StoredRecord(record, version)
            proof = rows.text(row, 5)
        }

        /// All of them; throws for one that cannot be read, which somebody has edited.
        static func all(_ rows: Rows) throws(StoreError) -> [StoredRow] {
            var all: [StoredRow] = []
            for row in 0..<rows.count {
                guard let read = StoredRow(rows, row) else {
                    throw .unavailable(
                        "the row with the id \(rows.text(row, 0)) and the kind \(rows.text(row, 1)) of countermand.records "
                            + "cannot be read; restore it from a backup, or import the record again")
                }
                all.append(read)
            }
            return all
        }
    }

    extension [Scope] {
        var json: [UInt8] {
            var bytes: [UInt8] = []
            JSONValue.array(map { .string($0.name) }).write(to: &bytes)
            return bytes
        }

        init?(json: [UInt8]) {
            guard let names = (try? JSONValue(parsing: json))?.array else { return nil }
            self = names.compactMap { $0.string.map(Scope.init) }
            if count != names.count { return nil }
        }
    }
#endif
