#if Network
    import Foundation
    import Storage
    import TestSupport
    import Testing

    @testable import PostgreSQLStore

    /// What the distributed engines and the poolers in front of PostgreSQL do not take, in no statement that is ever sent: the
    /// server writes all of them to its log.
    @Suite("The SQL")
    struct PortabilityTests {
        private static let refused = [
            "SERIAL", "SEQUENCE", "IDENTITY", "NEXTVAL", "TRIGGER", "FUNCTION", "PROCEDURE", "JSON", "JSONB",
            "ARRAY",
            "UNNEST", "ADVISORY", "SAVEPOINT", "TRUNCATE", "COLLATE", "TEMP", "TEMPORARY", "UNLOGGED", "LISTEN",
            "NOTIFY",
            "PREPARE", "EXECUTE", "DEALLOCATE", "DECLARE", "CURSOR", "LOCK", "SHARE", "WITH", "INDEX", "PARTITION",
            "EXTENSION", "REFERENCES", "DEFERRABLE", "EXCLUDE", "CHECK", "DEFAULT", "RETURNING", "COPY", "ISOLATION",
            "SERIALIZABLE", "RESET", "DISCARD", "XMIN", "CTID", "GENERATE_SERIES",
        ]

        private func problems(_ statement: String) -> [String] {
            let words = statement.uppercased().split { !$0.isLetter && $0 != "_" }.map(String.init)
            var problems = words.filter { Self.refused.contains($0) }
            // Session state: SET begins a statement only where it is no UPDATE's.
            if words.first == "SET" { problems.append("SET") }
            for match in statement.matches(of: /(?i)\b(?:FROM|JOIN|INTO|UPDATE|TABLE(?: IF NOT EXISTS)?) ([a-z_.]+)/) {
                let name = String(match.1)
                if !name.hasPrefix("countermand."), !["set", "if"].contains(name.lowercased()) {
                    problems.append(name)
                }
            }
            return problems
        }

        @Test("keeps to what all engines take, all of it in the schema countermand, with no named statement")
        func statements() throws {
            let server = try PostgreSQLServer(["log_statement": "all", "log_line_prefix": "%q%a "])
            try server.sql("CREATE DATABASE db")
            let address = try #require(ServerAddress(server.address("db")))
            try Migration.run(address)
            try exercise(PostgreSQLStore(address))
            let log = try server.run("cat", server.log.path)
            // `execute <unnamed>: SQL`, with further lines indented.
            let entries = log.replacing("\n\t", with: " ").split(separator: "\n").filter {
                $0.hasPrefix("countermand LOG:")
            }
            #expect(entries.count > 30)
            for entry in entries {
                let match = try #require(entry.firstMatch(of: /execute <unnamed>: (.*)/), "\(entry)")
                #expect(problems(String(match.1)) == [], "\(entry)")
            }
            for verb in ["CREATE TABLE", "UPDATE countermand.records", "DELETE FROM countermand.pending", "excluded.n"]
            {
                #expect(entries.contains { $0.contains(verb) }, "\(verb) is not in the log")
            }
        }

        /// Everything that a store does.
        private func exercise(_ store: PostgreSQLStore) throws {
            for id in 1...3 { try store.put(Sample.record(id), events: ["\(id)"]) }
            try store.put(Sample.record(2, "done"), events: ["4"])
            let expiring = Transaction.Write(
                Sample.record(9, in: []), replacing: nil, expires: Timestamp(millisecondsSince1970: 1))
            try store.commit(Transaction(at: Sample.at, writes: [expiring]))
            _ = try store.counts(of: [Sample.list(), Sample.list("done")])
            _ = try store.page(of: [Sample.list(), Sample.list("done")], after: nil, limit: 2)
            _ = try store.events(after: nil, limit: 2)
            _ = try store.allRecords()
            try store.deleteExpired(until: store.deadline)
            #expect(try store.load([Sample.key(9), Sample.key(1)]).map { $0 == nil } == [true, false])
            _ = try store.receipt(of: #require(try store.load(Sample.key(1))).version)
            #expect(throws: StoreError.versionConflict(Sample.key(1))) {
                try store.commit(Sample.transaction([(Sample.record(1), nil)]))
            }
            try store.checkHealth()
        }

        @Test("in its files keeps to that as well", arguments: Schema.versions)
        func files(_ sql: String) {
            for statement in Migration.statements(sql) { #expect(problems(statement) == [], "\(statement)") }
        }
    }
#endif
