#if Network
    import Storage

    // What puts events in order and adds up the numbers of lists, afterwards, so that no row is written by every commit.
    extension Statement {
        static let transactionsPerBatch = 500

        static let head = Statement("SELECT position, token FROM countermand.log_heads WHERE log = 0")

        static let pending = Statement(
            "SELECT id, events, changes FROM countermand.pending WHERE log = 0 ORDER BY id LIMIT \(transactionsPerBatch)"
        )

        /// Changes nothing if another process was faster: every change has a token of its own.
        static func moveHead(to position: Int64, token: String, from old: String) -> Statement {
            var statement = Statement(
                "UPDATE countermand.log_heads SET position = $1, token = $2 WHERE log = 0 AND token = $3")
            statement.parameters.append(position)
            statement.parameters.append(token)
            statement.parameters.append(old)
            return statement
        }

        /// Fails with a division by zero unless the head has the token.
        static func guardHead(_ token: String) -> Statement {
            var statement = Statement("SELECT 1 / count(*) FROM countermand.log_heads WHERE log = 0 AND token = $1")
            statement.parameters.append(token)
            return statement
        }

        static func insertOrdered(_ transactions: [(id: Int64, position: Int64)]) -> Statement {
            var statement = Statement("INSERT INTO countermand.ordered (log, position, id) VALUES ")
            statement.appendRows(transactions, columns: 3) { parameters, transaction in
                parameters.append(0)
                parameters.append(transaction.position)
                parameters.append(transaction.id)
            }
            return statement
        }

        static func deletePending(_ ids: [Int64]) -> Statement {
            var statement = Statement("DELETE FROM countermand.pending WHERE log = 0 AND id IN (")
            statement.appendValues(ids)
            return statement
        }

        static func addCounts(_ counts: [(list: RecordList, change: Int64)]) -> Statement {
            var statement = Statement("INSERT INTO countermand.list_counts AS c (scope, kind, status, n) VALUES ")
            statement.appendRows(counts, columns: 4) { parameters, count in
                parameters.append(count.list)
                parameters.append(count.change)
            }
            statement.sql += " ON CONFLICT (scope, kind, status) DO UPDATE SET n = c.n + excluded.n"
            return statement
        }

        /// What is added up and what is pending, at one moment. The latter has changes, the former none.
        static func counts(of lists: [RecordList]) -> Statement {
            var statement = Statement(
                "SELECT kind, scope, status, n, '' FROM countermand.list_counts WHERE (scope, kind, status) IN (")
            statement.appendRows(lists, columns: 3) { $0.append($1) }
            statement.sql += ") UNION ALL SELECT '', '', '', 0, changes FROM countermand.pending WHERE log = 0"
            return statement
        }

        /// The position of each transaction's last event, and the body.
        static func events(after position: Int64) -> Statement {
            var statement = Statement(
                "SELECT o.position, t.body FROM (SELECT position, id FROM countermand.ordered WHERE log = 0 "
                    + "AND position > $1 ORDER BY position LIMIT \(transactionsPerBatch)) AS o "
                    + "JOIN countermand.transactions AS t ON t.id = o.id ORDER BY o.position")
            statement.parameters.append(position)
            return statement
        }

        static func expired(at milliseconds: Int64) -> Statement {
            var statement = Statement(
                "SELECT at, version, id, kind FROM countermand.expiries WHERE log = 0 AND at < $1 "
                    + "ORDER BY at LIMIT \(transactionsPerBatch)")
            statement.parameters.append(milliseconds)
            return statement
        }

        /// Only if they have not been replaced.
        static func deleteExpired(_ rows: [ExpiredRow]) -> Statement {
            var statement = Statement("DELETE FROM countermand.records WHERE (id, kind, version) IN (")
            statement.appendRows(rows, columns: 3) { parameters, row in
                parameters.append(row.key.id)
                parameters.append(row.key.kind.name)
                parameters.append(row.version)
            }
            statement.sql += ")"
            return statement
        }

        static func deleteExpiries(_ rows: [ExpiredRow]) -> Statement {
            var statement = Statement("DELETE FROM countermand.expiries WHERE log = 0 AND (at, version) IN (")
            statement.appendRows(rows, columns: 2) { parameters, row in
                parameters.append(row.at)
                parameters.append(row.version)
            }
            statement.sql += ")"
            return statement
        }

        mutating func appendValues(_ values: [Int64]) {
            for (index, value) in values.enumerated() {
                parameters.append(value)
                sql += (index == 0 ? "" : ", ") + "$\(parameters.count)"
            }
            sql += ")"
        }
    }

    struct ExpiredRow {
        let at: Int64
        let version: Int64
        let key: RecordKey
    }

    extension Parameters {
        fileprivate mutating func append(_ list: RecordList) {
            append(list.scope.name)
            append(list.kind.name)
            append(list.status)
        }
    }
#endif
