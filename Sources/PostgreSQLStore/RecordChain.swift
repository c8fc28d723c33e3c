#if Network
    import ASCII
    import Digest
    import JSON
    import Storage

    /// A row of `transactions`, as far as the chains of records go through it.
    struct ChainLink {
        struct Write {
            let key: RecordKey
            let version: Version
            /// Of what the row in `records` held then; nil if the row was deleted.
            let digest: String?
            let replaced: Version?
            /// The proof of the transaction that wrote what was replaced.
            let follows: String?
        }

        /// SHA-256 of the body.
        let proof: String
        let writes: [Write]
        let events: [Event]

        init?(body: [UInt8]) {
            guard let json = (try? JSONValue(parsing: body))?.object, let written = json["writes"]?.array else {
                return nil
            }
            proof = String(decoding: Hexadecimal.encode(SHA256.hash(body)), as: UTF8.self)
            var writes: [Write] = []
            for write in written {
                guard let write = write.object, let kind = write["kind"]?.string, let id = write["id"]?.string,
                    let version = Version(column: write["version"]?.integer.map { Int64($0) })
                else { return nil }
                writes.append(
                    Write(
                        key: RecordKey(RecordKind(kind), id), version: version, digest: write["record"]?.string,
                        replaced: Version(column: write["replaces"]?.integer.map { Int64($0) }),
                        follows: write["follows"]?.string))
            }
            self.writes = writes
            events = (json["events"]?.array ?? []).compactMap { $0.object.flatMap(Event.init(json:)) }
        }

        func write(of key: RecordKey) -> Write? { writes.first { $0.key == key } }
    }

    extension PostgreSQLStore {
        /// What was found in the chains of all records.
        package struct ChainReport {
            /// A sentence for each row that does not hold.
            package fileprivate(set) var faults: [String] = []
            package fileprivate(set) var transactions = 0
            package fileprivate(set) var records = 0
        }

        /// Checks that every transaction follows those that it says it follows, and that every record is what its last
        /// transaction wrote. Reads everything.
        package func verifyChains() throws(StoreError) -> ChainReport {
            var report = ChainReport()
            var last: Int64 = 0
            while true {
                let rows = try read([.transactions(after: last)], until: deadline)[0]
                var links: [(id: Int64, link: ChainLink)] = []
                for row in 0..<rows.count {
                    last = rows.number(row, 0) ?? .max
                    guard let link = ChainLink(body: rows.bytes(row, 1)) else {
                        report.faults.append("countermand.transactions: the row with the id \(last) cannot be read")
                        continue
                    }
                    links.append((last, link))
                }
                let followed = links.flatMap { $0.link.writes.compactMap { $0.replaced } }
                let earlier = try self.links(of: followed)
                for (id, link) in links {
                    for write in link.writes {
                        guard let replaced = write.replaced else { continue }
                        if earlier[TransactionID(of: replaced).number]?.proof == write.follows { continue }
                        report.faults.append(
                            "countermand.transactions: the row with the id \(TransactionID(of: replaced).number), which wrote "
                                + "\(write.key), is missing or not what the row with the id \(id) follows")
                    }
                }
                report.transactions += rows.count
                if rows.count < Statement.rowsPerPage { break }
            }
            try verifyRecords(&report)
            return report
        }

        private func verifyRecords(_ report: inout ChainReport) throws(StoreError) {
            var last: RecordKey?
            while true {
                let rows = try StoredRow.all(read([.records(after: last)], until: deadline)[0])
                let links = try links(of: rows.map { $0.stored.version })
                for row in rows {
                    let (record, version) = (row.stored.record, row.stored.version)
                    let link = links[TransactionID(of: version).number]
                    let write = link?.write(of: record.key)
                    guard let link, let write, link.proof == row.proof, write.version == version,
                        write.digest == record.digest
                    else {
                        report.faults.append(
                            "countermand.records: \(record.key) is not what its transaction wrote, or that is missing")
                        continue
                    }
                }
                report.records += rows.count
                guard let end = rows.last, rows.count == Statement.rowsPerPage else { return }
                last = end.stored.record.key
            }
        }

        /// The events of the transaction with the proof, found from the record's newest version backwards, with every step
        /// checked; nil if the record's chain has no such transaction.
        package func events(of proof: String, in key: RecordKey) throws(StoreError) -> [Event]? {
            guard let row = try loadRows([key], until: deadline)[key] else { return nil }
            var version = row.stored.version
            var expected = row.proof
            while let link = try links(of: [version])[TransactionID(of: version).number] {
                guard link.proof == expected else {
                    throw .unavailable("the chain of \(key) is broken at version \(version.number)")
                }
                if link.proof == proof { return link.events }
                guard let write = link.write(of: key), let replaced = write.replaced, let follows = write.follows else {
                    return nil
                }
                (version, expected) = (replaced, follows)
            }
            throw .unavailable("the transaction that wrote version \(version.number) of \(key) is missing")
        }

        /// The transactions that wrote the versions, by their ids.
        private func links(of versions: [Version]) throws(StoreError) -> [Int64: ChainLink] {
            var links: [Int64: ChainLink] = [:]
            var rest = versions[...]
            while !rest.isEmpty {
                let ids = rest.prefix(Statement.rowsPerPage).map { TransactionID(of: $0).number }
                rest = rest.dropFirst(ids.count)
                let rows = try read([.bodies(of: ids)], until: deadline)[0]
                for row in 0..<rows.count {
                    guard let id = rows.number(row, 0), let link = ChainLink(body: rows.bytes(row, 1)) else { continue }
                    links[id] = link
                }
            }
            return links
        }
    }

    extension Statement {
        fileprivate static func transactions(after id: Int64) -> Statement {
            var statement = Statement(
                "SELECT id, body FROM countermand.transactions WHERE id > $1 ORDER BY id LIMIT \(rowsPerPage)")
            statement.parameters.append(id)
            return statement
        }

        fileprivate static func bodies(of ids: [Int64]) -> Statement {
            var statement = Statement("SELECT id, body FROM countermand.transactions WHERE id IN (")
            statement.appendValues(ids)
            return statement
        }
    }
#endif
