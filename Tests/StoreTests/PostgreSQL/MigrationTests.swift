#if Network
    import Foundation
    import Storage
    import TestSupport
    import Testing

    @testable import PostgreSQLStore

    /// The schema: how it comes into a database, and what a program serves.
    @Suite("A schema")
    struct MigrationTests {
        @Test("is put in by several at once, and again, and nothing of what is stored changes")
        func atOnce() throws {
            let database = TestDatabase(isMigrated: false)
            let address = database.address
            inParallel(8) { _ in #expect(throws: Never.self) { try Migration.run(address) } }
            let store = database.store()
            try store.put(Sample.record(1), events: ["a"])
            _ = try store.events(after: nil, limit: 9)
            let contents = try contents(database)
            try Migration.run(address)
            try Migration.contract(address)
            #expect(try self.contents(database) == contents)
        }

        private func contents(_ database: TestDatabase) throws -> [String] {
            try ["records", "list_entries", "transactions", "ordered", "log_heads", "list_counts", "schema_version"].map
            {
                try database.sql("SELECT * FROM countermand.\($0) ORDER BY 1")
            }
        }

        @Test("is served in the program's version and in the next, and no other", arguments: [0, 1, 2, 3])
        func versions(_ version: Int) throws {
            let database = TestDatabase()
            try database.sql("UPDATE countermand.schema_version SET version = \(version)")
            if [1, 2].contains(version) {
                try database.store().put(Sample.record(1))
            } else {
                let remedy = version == 0 ? "run countermand migrate" : "use a newer program"
                let error = #expect(throws: StoreError.self) { try database.store().put(Sample.record(1)) }
                #expect("\(error!)".contains("the schema has version \(version)") && "\(error!)".contains(remedy))
            }
        }

        @Test("that is missing is told of with what to do")
        func missing() throws {
            let database = TestDatabase(isMigrated: false)
            for _ in 0..<2 {
                let error = #expect(throws: StoreError.self) { try database.store().load(Sample.key(1)) }
                #expect("\(error!)".contains("run countermand migrate"))
                try database.sql("CREATE SCHEMA IF NOT EXISTS countermand")
            }
            try database.sql("DROP SCHEMA countermand")
            try Migration.run(database.address)
            try database.sql("DELETE FROM countermand.schema_version")
            let error = #expect(throws: StoreError.self) { try database.store().load(Sample.key(1)) }
            #expect("\(error!)".contains("run countermand migrate"))
        }

        @Test("is embedded as the files have it")
        func embedded() throws {
            let folder = URL(filePath: #filePath).appending(path: "../../../../Sources/PostgreSQLStore/Schema")
                .standardized
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }
            let texts = try files.sorted().map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
            #expect(Schema.versions == texts, "run Sources/PostgreSQLStore/Schema/embed.py")
            #expect(Schema.versions.count == Int(ServerCheck.schemaVersion))
        }
    }
#endif
