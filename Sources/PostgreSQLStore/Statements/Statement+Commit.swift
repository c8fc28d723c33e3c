#if Network
    import JSON
    import Storage

    // The statements of a transaction. A pipeline cannot be stopped by a number of rows, so `guardUpdates` divides by it.
    extension Statement {
        static func insertTransaction(
            _ id: TransactionID, _ token: String, _ at: Timestamp, _ body: [UInt8]
        ) -> Statement {
            var statement = Statement(
                "INSERT INTO countermand.transactions (id, token, at, body) VALUES ($1, $2, $3, $4)")
            statement.parameters.append(id.number)
            statement.parameters.append(token)
            statement.parameters.append(at.millisecondsSince1970)
            statement.parameters.append(body)
            return statement
        }

        /// Changes nothing if the row is at another version.
        static func update(_ write: NumberedWrite, _ proof: String) -> Statement {
            var statement = Statement(
                "UPDATE countermand.records SET version = $1, status = $2, scopes = $3, proof = $4, document = $5 "
                    + "WHERE id = $6 AND kind = $7 AND version = $8")
            let record = write.write.record
            statement.parameters.append(write.version.column)
            statement.parameters.append(record.status)
            statement.parameters.append(record.scopes.json)
            statement.parameters.append(proof)
            statement.parameters.append(record.document.bytes)
            statement.parameters.append(record.key.id)
            statement.parameters.append(record.key.kind.name)
            statement.parameters.append(write.replaced?.version.column ?? 0)
            return statement
        }

        static func insert(_ writes: [NumberedWrite], _ proof: String) -> Statement {
            var statement = Statement("INSERT INTO countermand.records (\(StoredRow.columns)) VALUES ")
            statement.appendRows(writes, columns: 7) { parameters, write in
                let record = write.write.record
                parameters.append(record.key.id)
                parameters.append(record.key.kind.name)
                parameters.append(write.version.column)
                parameters.append(record.status)
                parameters.append(record.scopes.json)
                parameters.append(proof)
                parameters.append(record.document.bytes)
            }
            return statement
        }

        /// Fails with a division by zero unless all rows have their new version, which no other transaction could have
        /// given them.
        static func guardUpdates(_ writes: [NumberedWrite]) -> Statement {
            var statement = Statement(
                "SELECT 1 / (count(*) / $1::bigint) FROM countermand.records WHERE (id, kind, version) IN (")
            statement.parameters.append(Int64(writes.count))
            statement.appendRows(writes, columns: 3) { parameters, write in
                parameters.append(write.key.id)
                parameters.append(write.key.kind.name)
                parameters.append(write.version.column)
            }
            statement.sql += ")"
            return statement
        }

        static func deleteEntries(_ entries: [ListChanges.Entry]) -> Statement {
            var statement = Statement(
                "DELETE FROM countermand.list_entries WHERE (scope, kind, status, version, id) IN (")
            statement.appendRows(entries, columns: 5) { $0.append($1) }
            statement.sql += ")"
            return statement
        }

        static func insertEntries(_ entries: [ListChanges.Entry]) -> Statement {
            var statement = Statement("INSERT INTO countermand.list_entries (scope, kind, status, version, id) VALUES ")
            statement.appendRows(entries, columns: 5) { $0.append($1) }
            return statement
        }

        static func insertPending(_ id: TransactionID, events: Int, _ changes: [UInt8]) -> Statement {
            var statement = Statement(
                "INSERT INTO countermand.pending (log, id, events, changes) VALUES (0, $1, $2, $3)")
            statement.parameters.append(id.number)
            statement.parameters.append(Int64(events))
            statement.parameters.append(changes)
            return statement
        }

        static func insertExpiries(_ writes: [NumberedWrite]) -> Statement {
            var statement = Statement("INSERT INTO countermand.expiries (at, version, id, kind, log) VALUES ")
            statement.appendRows(writes, columns: 5) { parameters, write in
                parameters.append(write.write.expires?.millisecondsSince1970 ?? 0)
                parameters.append(write.version.column)
                parameters.append(write.key.id)
                parameters.append(write.key.kind.name)
                parameters.append(0)
            }
            return statement
        }

        /// The token of whoever has the id.
        static func token(of id: TransactionID) -> Statement {
            var statement = Statement("SELECT token FROM countermand.transactions WHERE id = $1")
            statement.parameters.append(id.number)
            return statement
        }

        /// Changes nothing. Its COMMIT cannot succeed before everything that was committed earlier is as safe as it.
        static func rewrite(_ id: TransactionID) -> Statement {
            var statement = Statement("UPDATE countermand.transactions SET at = at WHERE id = $1")
            statement.parameters.append(id.number)
            return statement
        }
    }

    extension Parameters {
        fileprivate mutating func append(_ entry: ListChanges.Entry) {
            append(entry.list.scope.name)
            append(entry.list.kind.name)
            append(entry.list.status)
            append(entry.version.column)
            append(entry.id)
        }
    }
#endif
