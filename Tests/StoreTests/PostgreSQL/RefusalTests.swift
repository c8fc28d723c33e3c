#if Network
    import Foundation
    import Storage
    import TestSupport
    import Testing

    @testable import PostgreSQLStore

    /// Servers, roles, addresses and rows that cannot be relied on: a sentence, nothing changed, and no password anywhere.
    @Suite("A PostgreSQL store refuses")
    struct RefusalTests {
        private static let password = "s3cret-passw0rd"

        /// The sentence of the error that a write meets.
        private func sentence(_ store: PostgreSQLStore) -> String {
            let error = #expect(throws: StoreError.self) { try store.put(Sample.record(1)) }
            guard case .unavailable(let sentence)? = error else {
                Issue.record("\(String(describing: error))")
                return ""
            }
            #expect(!sentence.contains(Self.password))
            return sentence
        }

        private func expect(_ store: PostgreSQLStore, _ part: String) {
            let sentence = sentence(store)
            #expect(sentence.contains(part), "\(sentence)")
        }

        @Test("a database whose commits are not durable")
        func synchronousCommit() throws {
            let database = TestDatabase()
            try database.sql("ALTER DATABASE \(database.name) SET synchronous_commit = off")
            expect(database.store(), "synchronous_commit is off")
            try database.sql("ALTER DATABASE \(database.name) SET synchronous_commit = local")
            try database.store().put(Sample.record(1))
        }

        @Test("a server without fsync, and one whose standby is not waited for")
        func server() throws {
            let server = try PostgreSQLServer(["fsync": "off"])
            let address = try #require(ServerAddress(server.address("postgres")))
            try Migration.run(address)
            expect(PostgreSQLStore(address), "fsync = off")
            server.stop()
            try server.write(
                [
                    "unix_socket_directories = '\(server.directory.path)'", "listen_addresses = ''",
                    "synchronous_standby_names = 'nobody'", "synchronous_commit = local",
                ], "postgresql.auto.conf")
            try server.start()
            expect(PostgreSQLStore(address), "synchronous_commit is local")
        }

        @Test("a standby, as it is read-only")
        func readOnly() throws {
            let database = TestDatabase()
            try database.sql("ALTER DATABASE \(database.name) SET default_transaction_read_only = on")
            expect(database.store(), "name the primary")
            let error = #expect(throws: StoreError.self) { try database.store().checkHealth() }
            #expect("\(error!)".contains("name the primary"))
        }

        @Test("a database that is missing, has another encoding, or lets nobody in")
        func databases() throws {
            let database = TestDatabase()
            func store(_ address: String) -> PostgreSQLStore { PostgreSQLStore(ServerAddress(address)!) }
            expect(store(database.server.address("nowhere")), "database \"nowhere\" does not exist")
            let name = "latin_" + database.name
            try database.server.sql(
                "CREATE DATABASE \(name) ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
            try Migration.run(ServerAddress(database.server.address(name))!)
            expect(store(database.server.address(name)), "encoding LATIN1")
            try database.sql("ALTER DATABASE \(database.name) CONNECTION LIMIT 0; CREATE ROLE r_\(database.name) LOGIN")
            let address =
                "postgresql:///\(database.name)?host=\(database.server.directory.path)&user=r_\(database.name)"
            expect(store(address), "too many connections")
        }

        @Test("a role that may do less than it needs, and serves one that may not change the schema")
        func roles() throws {
            let database = TestDatabase()
            let role = "r_\(database.name)"
            let store = PostgreSQLStore(
                ServerAddress(
                    "postgresql:///\(database.name)?host=\(database.server.directory.path)&user=\(role)")!)
            try database.sql("CREATE ROLE \(role) LOGIN")
            expect(store, "grant the role")
            let page = URL(filePath: #filePath).appending(path: "../../../../Sources/Documentation/postgresql.md")
                .standardized
            let grants = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
                .filter { $0.hasPrefix("    GRANT") || $0.hasPrefix("    REVOKE") }
            #expect(grants.count == 3)
            for grant in grants {
                try database.sql(String(grant).replacing(#/(TO|FROM) countermand;/#) { "\($0.1) \(role);" })
            }
            try store.put(Sample.record(1), events: ["a"])
            #expect(try store.events(after: nil, limit: 9).count == 1)
            try store.deleteExpired(until: store.deadline)
            #expect(throws: StoreError.self) { try Migration.run(store.address) }
        }

        @Test("a wrong password, of which nothing is shown")
        func wrongPassword() throws {
            let server = try PostgreSQLServer(hba: ["local all postgres trust", "local all all scram-sha-256"])
            try server.sql("CREATE ROLE someone LOGIN PASSWORD 'another'")
            let address = "postgresql://someone:\(Self.password)@/postgres?host=\(server.directory.path)"
            let store = PostgreSQLStore(try #require(ServerAddress(address)))
            expect(store, "password authentication failed")
            #expect(!"\(store.address)".contains(Self.password))
        }

        @Test(
            "an address that is none, or whose password would be taken for something else",
            arguments: [
                "postgresql://u:pa@ss@host/db", "postgresql://u:pa/ss@host/db", "postgresql://u:pa%ss@host/db",
                "postgresql://host:port/db", "postgresql://host/db?passwort=x", "postgresql://u:12/ss@host",
                "mysql://host",
                "postgresql://[::1/db", "postgresql://host/\u{0}db", "",
            ])
        func addresses(_ text: String) { #expect(ServerAddress(text) == nil) }

        @Test("a server that is none, and one that is not there")
        func noServer() throws {
            let directory = try TemporaryDirectory()
            expect(
                PostgreSQLStore(ServerAddress("postgresql:///db?host=\(directory.url.path)")!), "cannot be used")
        }

        @Test("a row that somebody has edited to nonsense, and names it", arguments: ["document", "scopes", "version"])
        func editedRow(_ column: String) throws {
            let database = TestDatabase()
            try database.store().put(Sample.record(1))
            try database.sql("UPDATE countermand.records SET \(column) = \(column == "version" ? "-1" : "'['")")
            let error = #expect(throws: StoreError.self) { try database.store().load(Sample.key(1)) }
            #expect("\(error!)".contains("the row with the id 1 and the kind thing of countermand.records"))
        }

        @Test("an id, a status or a scope with U+0000, and more records at once than a transaction has numbers for")
        func records() throws {
            let database = TestDatabase()
            for record in [
                Record(RecordKey(Sample.kind, "a\u{0}b"), status: "", scopes: [], document: [:]),
                Record(Sample.key(1), status: "\u{0}", scopes: [], document: [:]),
                Record(Sample.key(1), status: "", scopes: [Scope("a\u{0}")], document: [:]),
            ] {
                #expect(throws: StoreError.self) {
                    try database.store().commit(Sample.transaction([(record, nil)]))
                }
            }
            let many = (0...TransactionID.maximumWrites).map { (Sample.record($0), nil as Version?) }
            #expect(throws: StoreError.self) { try database.store().commit(Sample.transaction(many)) }
            try database.store().commit(Sample.transaction(Array(many.dropLast())))
            #expect(try database.store().allRecords().count == TransactionID.maximumWrites)
        }
    }
#endif
