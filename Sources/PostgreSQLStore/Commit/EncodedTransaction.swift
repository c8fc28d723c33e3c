#if Network
    import ASCII
    import Digest
    import JSON
    import Storage

    /// A transaction under an id: its row in `transactions`, and the statements that carry it out.
    struct EncodedTransaction {
        let id: TransactionID
        /// Tells it from another transaction that chose the same id.
        let token: String
        /// SHA-256 of the body, in hexadecimal digits.
        let proof: String
        let statements: [Statement]

        /// The statement that fails if the id is taken.
        static let insertsID = 1

        /// `replaced` has what each of the writes replaces, nil where it is a new record.
        init(_ transaction: Transaction, replaced: [ReplacedRow?], id: TransactionID, token: String) {
            self.id = id
            self.token = token
            var writes: [NumberedWrite] = []
            for (index, write) in transaction.writes.enumerated() {
                let replaced = index < replaced.count ? replaced[index] : nil
                writes.append(NumberedWrite(write: write, replaced: replaced, version: id.version(ofWrite: index)))
            }
            let body = Self.body(transaction, writes)
            proof = String(decoding: Hexadecimal.encode(SHA256.hash(body)), as: UTF8.self)
            // In the same order in every transaction, or two would wait for each other.
            writes.sort { $0.precedes($1) }
            var statements = [Statement("BEGIN"), Statement.insertTransaction(id, token, transaction.at, body)]
            let updates = writes.filter { $0.replaced != nil }
            for write in updates { statements.append(.update(write, proof)) }
            let inserts = writes.filter { $0.replaced == nil }
            if !inserts.isEmpty { statements.append(.insert(inserts, proof)) }
            if !updates.isEmpty { statements.append(.guardUpdates(updates)) }
            let changes = ListChanges(writes)
            if !changes.removed.isEmpty { statements.append(.deleteEntries(changes.removed)) }
            if !changes.added.isEmpty { statements.append(.insertEntries(changes.added)) }
            if !transaction.events.isEmpty || !changes.counts.isEmpty {
                statements.append(.insertPending(id, events: transaction.events.count, changes.json))
            }
            let expiring = writes.filter { $0.write.expires != nil }
            if !expiring.isEmpty { statements.append(.insertExpiries(expiring)) }
            statements.append(Statement("COMMIT"))
            self.statements = statements
        }

        // The members' names are stored, and do not change (ruling C19).
        private static func body(_ transaction: Transaction, _ writes: [NumberedWrite]) -> [UInt8] {
            var body: JSONObject = [
                "at": "\(transaction.at)", "writes": .array(writes.map { .object($0.json) }),
            ]
            if !transaction.audit.isEmpty { body["audit"] = .array(transaction.audit.map { .object($0.json) }) }
            if !transaction.events.isEmpty { body["events"] = .array(transaction.events.map { .object($0.json) }) }
            return body.bytes
        }

        /// The receipt has no position: that comes when the events are put in order.
        var receipt: Receipt { Receipt(firstEvent: nil, proof: proof) }
    }

    /// What a commit must know of a row that it replaces.
    struct ReplacedRow {
        let version: Version
        let lists: [RecordList]
        let proof: String
    }

    struct NumberedWrite {
        let write: Transaction.Write
        let replaced: ReplacedRow?
        let version: Version

        var key: RecordKey { write.record.key }

        func precedes(_ other: NumberedWrite) -> Bool {
            let (one, two) = (key, other.key)
            return one.kind == two.kind ? one.id < two.id : one.kind.name < two.kind.name
        }

        /// With the proof of the transaction that wrote what is replaced: a chain for each record.
        var json: JSONObject {
            var json: JSONObject = [
                "kind": .string(key.kind.name), "id": .string(key.id), "version": .number(Int(version.column)),
                "record": .string(write.record.digest),
            ]
            if let replaced {
                json["replaces"] = .number(Int(replaced.version.column))
                json["follows"] = .string(replaced.proof)
            }
            return json
        }
    }

    extension Record {
        /// SHA-256 of what its row holds, in hexadecimal digits.
        var digest: String {
            let separator: [UInt8] = [0xFF]  // never part of UTF-8
            var bytes: [UInt8] = []
            for part in [key.kind.name, key.id, status] { bytes += Array(part.utf8) + separator }
            bytes += scopes.json + separator + document.bytes
            return String(decoding: Hexadecimal.encode(SHA256.hash(bytes)), as: UTF8.self)
        }
    }
#endif
