#if Network
    import POSIX
    import Storage

    /// Puts the schema into a database, or brings it up to date. May be run again, and by several at once.
    package enum Migration {
        private static let statementMilliseconds = 60_000
        private static let maximumAttempts = 20

        /// The SQL, one text for each version.
        package static var sql: [String] { Schema.versions }

        /// Throws if a statement fails; those before it stay.
        package static func run(_ address: ServerAddress) throws(StoreError) {
            let store = PostgreSQLStore(address)
            for version in Schema.versions {
                for sql in statements(version) {
                    do throws(DatabaseError) { try apply(Statement(sql), store) } catch {
                        throw .unavailable(store.sentence(for: error))
                    }
                }
            }
        }

        /// Takes away what no supported program needs any more: of version 1, nothing. Throws if the schema cannot be used.
        package static func contract(_ address: ServerAddress) throws(StoreError) {
            try PostgreSQLStore(address).checkHealth()
        }

        static func statements(_ sql: String) -> [String] {
            var statements: [String] = []
            var lines: [Substring] = []
            for line in sql.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("--") {
                lines.append(line)
                guard line.hasSuffix(";") else { continue }
                statements.append(lines.joined(separator: "\n"))
                lines = []
            }
            return statements
        }

        /// Two at once may both see that something is missing: the one that was slower finds it there when it tries again.
        private static func apply(_ statement: Statement, _ store: PostgreSQLStore) throws(DatabaseError) {
            let passing = [
                SQLState.duplicateSchema, SQLState.duplicateTable, SQLState.duplicateObject, SQLState.uniqueViolation,
                SQLState.internalError,
                SQLState.serializationFailure, SQLState.deadlock,
            ]
            for attempt in 1...maximumAttempts {
                let deadline = Deadline(inMilliseconds: statementMilliseconds)
                do throws(DatabaseError) {
                    _ = try store.opened().run([statement], until: deadline)
                    return
                } catch {
                    guard attempt < maximumAttempts, case .refused(let state, _, _) = error, passing.contains(state)
                    else {
                        throw error
                    }
                    store.pause(until: deadline)
                }
            }
        }
    }
#endif
