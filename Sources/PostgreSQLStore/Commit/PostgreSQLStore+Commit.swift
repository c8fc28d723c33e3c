#if Network
    import POSIX
    import Storage

    extension PostgreSQLStore {
        @discardableResult
        package func commit(_ transaction: Transaction) throws(StoreError) -> Receipt {
            try Self.requireRoom(for: transaction)
            let deadline = deadline
            let replaced = try replacedRows(transaction, until: deadline)
            let token = Process.makeUUID()
            var encoded = try encode(transaction, replaced, token)
            /// Why an earlier attempt may have been carried out; nil if none was.
            var doubt: String?
            while true {
                let wasReached = wasReached
                switch attempt(encoded, isFirst: doubt == nil, until: deadline) {
                case .committed: return finish(transaction, encoded)
                case .conflict: throw .versionConflict(try conflictingKey(transaction, until: deadline))
                case .idTaken:
                    // By another transaction, so that an earlier attempt cannot have had it.
                    doubt = nil
                    encoded = try encode(transaction, replaced, token)
                case .doubtful(let reason): doubt = reason
                case .failed(let error):
                    let mayRepeat = mayRepeat(error, wasReached: wasReached) && deadline.remainingMilliseconds > 0
                    if doubt == nil, !mayRepeat { throw .unavailable(sentence(for: error)) }
                }
                if deadline.remainingMilliseconds == 0, let doubt {
                    throw .uncertain("\(address) did not confirm a change in time: \(doubt)")
                }
                pause(until: deadline)
            }
        }

        private enum Attempt {
            case committed
            /// A record is not at the version that is to be replaced.
            case conflict
            /// Another transaction has the id.
            case idTaken
            /// It may have been carried out, or not be safe yet.
            case doubtful(String)
            /// It was not carried out by this attempt.
            case failed(DatabaseError)
        }

        /// The row of the transaction is inserted first: a repeated attempt waits there for an earlier one that still runs,
        /// and fails if that one was carried out.
        private func attempt(_ encoded: EncodedTransaction, isFirst: Bool, until deadline: Deadline) -> Attempt {
            // An attempt that gets no answer leaves time to find out what became of it.
            let limit = isFirst ? Deadline(inMilliseconds: Int(deadline.remainingMilliseconds) / 2) : deadline
            let connection: Connection
            do throws(DatabaseError) { connection = try checked(until: limit) } catch { return .failed(error) }
            do throws(DatabaseError) {
                let rows = try connection.run(encoded.statements, until: limit)
                guard rows.last?.tag == "COMMIT" else { return .doubtful("the server answered COMMIT otherwise") }
                // That the server did not wait for its standby, for example.
                guard let warning = connection.warning else { return .committed }
                return try confirm(encoded, warning, connection, until: limit)
            } catch {
                switch error {
                case .lost(let message):
                    close()
                    return .doubtful(message)
                case .refused(let state, _, let statement):
                    if state == SQLState.divisionByZero { return .conflict }
                    guard state == SQLState.uniqueViolation else { return .failed(error) }
                    guard statement == EncodedTransaction.insertsID else { return .conflict }
                    return ownerOfID(encoded, connection, until: limit)
                case .unreachable, .unusable: return .failed(error)
                }
            }
        }

        /// Whose transaction the one with this id is.
        private func ownerOfID(_ encoded: EncodedTransaction, _ connection: Connection, until deadline: Deadline)
            -> Attempt
        {
            do throws(DatabaseError) {
                let owner = try connection.run([.token(of: encoded.id)], until: deadline)[0]
                guard owner.count == 1, owner.text(0, 0) == encoded.token else { return .idTaken }
                return try confirm(encoded, "it was committed by an earlier attempt", connection, until: deadline)
            } catch {
                close()
                return .doubtful("\(error)")
            }
        }

        /// Commits something behind a transaction that is visible and may not be on the standby yet. If that needs no warning,
        /// both are.
        private func confirm(
            _ encoded: EncodedTransaction, _ doubt: String, _ connection: Connection, until deadline: Deadline
        ) throws(DatabaseError) -> Attempt {
            let statements = [Statement("BEGIN"), .rewrite(encoded.id), Statement("COMMIT")]
            let rows = try connection.run(statements, until: deadline)
            return rows.last?.tag == "COMMIT" && connection.warning == nil ? .committed : .doubtful(doubt)
        }

        /// A connection whose server has been checked.
        private func checked(until deadline: Deadline) throws(DatabaseError) -> Connection {
            let connection = try opened()
            if !connection.isChecked {
                let rows = try connection.run([ServerCheck.statement], until: deadline)
                try ServerCheck(rows[0], connection).require()
                connection.isChecked = true
            }
            return connection
        }

        private func finish(_ transaction: Transaction, _ encoded: EncodedTransaction) -> Receipt {
            latestVersion = max(latestVersion, encoded.id.number + Int64(TransactionID.maximumWrites) - 1)
            for write in transaction.writes { replaceable[write.record.key] = nil }
            if encoded.id.isOneOfMany {
                // So that what is pending stays little even if nobody reads. Whether it succeeds does not matter here.
                let deadline = Deadline(inMilliseconds: callMilliseconds / 4)
                _ = try? putInOrder(until: deadline)
                try? deleteExpired(until: deadline)
            }
            return encoded.receipt
        }

        private func encode(
            _ transaction: Transaction, _ replaced: [ReplacedRow?], _ token: String
        ) throws(StoreError) -> EncodedTransaction {
            var floor = latestVersion
            for row in replaced { floor = max(floor, row?.version.column ?? 0) }
            guard let id = TransactionID(at: now(), above: floor, using: &random) else {
                throw .unavailable("a version in countermand.records, or the clock, is beyond the year 2100")
            }
            return EncodedTransaction(transaction, replaced: replaced, id: id, token: token)
        }

        /// What the writes replace, loaded if it is not known. Throws if a record is at another version already.
        private func replacedRows(_ transaction: Transaction, until deadline: Deadline) throws(StoreError)
            -> [ReplacedRow?]
        {
            let unknown = transaction.writes.filter { write in
                write.replaced != nil && replaceable[write.record.key]?.version != write.replaced
            }
            if !unknown.isEmpty { _ = try loadRows(unknown.map { $0.record.key }, until: deadline) }
            var rows: [ReplacedRow?] = []
            for write in transaction.writes {
                guard let version = write.replaced else {
                    rows.append(nil)
                    continue
                }
                guard let row = replaceable[write.record.key], row.version == version else {
                    throw .versionConflict(write.record.key)
                }
                rows.append(row)
            }
            return rows
        }

        /// The record that is not as the transaction wants it.
        private func conflictingKey(_ transaction: Transaction, until deadline: Deadline) throws(StoreError)
            -> RecordKey
        {
            let keys = transaction.writes.map { $0.record.key }
            let rows = try read([.versions(keys)], until: deadline)[0]
            var versions: [RecordKey: Version] = [:]
            for row in 0..<rows.count {
                let key = RecordKey(RecordKind(rows.text(row, 1)), rows.text(row, 0))
                versions[key] = Version(column: rows.number(row, 2))
            }
            let conflicting = transaction.writes.first { versions[$0.record.key] != $0.replaced }
            // Since then deleted, or changed back.
            guard let key = conflicting?.record.key ?? keys.first else {
                throw .unavailable("a transaction without writes cannot conflict")
            }
            return key
        }

        /// PostgreSQL's texts have no U+0000, and it would cut one off in a parameter.
        private static func requireRoom(for transaction: Transaction) throws(StoreError) {
            guard transaction.writes.count <= TransactionID.maximumWrites else {
                throw .unavailable("a transaction has more than \(TransactionID.maximumWrites) records")
            }
            for write in transaction.writes {
                let record = write.record
                let texts = [record.key.id, record.key.kind.name, record.status] + record.scopes.map { $0.name }
                if texts.contains(where: { $0.utf8.contains(0) }) {
                    throw .unavailable("the id, status or a scope of a record has the character U+0000")
                }
            }
        }
    }
#endif
