#if Network
    import Storage

    extension Statement {
        static let rowsPerPage = 500
        private static let maximumPage = 1 << 20

        /// All at one moment, that of the statement.
        static func load(_ keys: [RecordKey]) -> Statement { select(StoredRow.columns, of: keys) }

        /// The versions of records, where there are any.
        static func versions(_ keys: [RecordKey]) -> Statement { select("id, kind, version", of: keys) }

        private static func select(_ columns: String, of keys: [RecordKey]) -> Statement {
            var statement = Statement("SELECT \(columns) FROM countermand.records WHERE (id, kind) IN (")
            statement.appendRows(keys, columns: 2) { parameters, key in
                parameters.append(key.id)
                parameters.append(key.kind.name)
            }
            statement.sql += ")"
            return statement
        }

        /// Each list is cut off in its own order, and only then joined: otherwise the planner joins all of it (measured).
        static func page(of lists: [RecordList], below bound: Int64, limit: Int) -> Statement {
            var statement = Statement("")
            statement.parameters.append(bound)
            statement.parameters.append(Int64(min(limit, maximumPage)) + 1)
            for (index, list) in lists.enumerated() {
                let first = Int(statement.parameters.count)
                statement.parameters.append(list.scope.name)
                statement.parameters.append(list.kind.name)
                statement.parameters.append(list.status)
                statement.sql += index == 0 ? "" : " UNION "
                statement.sql +=
                    "(SELECT id, kind, version FROM countermand.list_entries WHERE scope = $\(first + 1) "
                    + "AND kind = $\(first + 2) AND status = $\(first + 3) AND version < $1::bigint "
                    + "ORDER BY version DESC LIMIT $2::bigint)"
            }
            let columns = StoredRow.columns.split(separator: " ").map { "r." + $0 }.joined(separator: " ")
            statement.sql =
                "SELECT \(columns) FROM (SELECT id, kind, version FROM (\(statement.sql)) AS l "
                + "ORDER BY version DESC LIMIT $2::bigint) AS p "
                + "JOIN countermand.records AS r ON r.id = p.id AND r.kind = p.kind ORDER BY r.version DESC"
            return statement
        }

        /// In the order of keys.
        static func records(after key: RecordKey?) -> Statement {
            var statement = Statement("SELECT \(StoredRow.columns) FROM countermand.records")
            if let key {
                statement.sql += " WHERE (id, kind) > ($1, $2)"
                statement.parameters.append(key.id)
                statement.parameters.append(key.kind.name)
            }
            statement.sql += " ORDER BY id, kind LIMIT \(rowsPerPage)"
            return statement
        }

        static func body(of id: TransactionID) -> Statement {
            var statement = Statement("SELECT body FROM countermand.transactions WHERE id = $1")
            statement.parameters.append(id.number)
            return statement
        }
    }
#endif
