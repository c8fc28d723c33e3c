#if Network
    import Foundation
    import Storage
    import TestSupport
    import Testing

    @testable import PostgreSQLStore

    /// What becomes of a call whose connection breaks, or whose server is silent or warns.
    @Suite("A PostgreSQL store")
    struct LostConnectionTests {
        /// Ends all connections to the database but this one.
        private func terminate(_ database: TestDatabase) throws {
            try database.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                    + "AND pid <> pg_backend_pid()")
        }

        @Test("opens its connection anew when it is gone, for reading and for a commit")
        func reopened() throws {
            let database = TestDatabase()
            let store = database.store()
            try store.put(Sample.record(1))
            try terminate(database)
            let version = try #require(try store.load(Sample.key(1))).version
            try terminate(database)
            try store.commit(Sample.transaction([(Sample.record(1, "done"), version)], events: ["a"]))
            #expect(try store.events(after: nil, limit: 9).map(\.event.id) == ["a"])
            #expect(try store.counts(of: [Sample.list(), Sample.list("done")]) == [0, 1])
        }

        @Test("is told of a server that does not answer in time, and nothing is lost when it does again")
        func silent() throws {
            let database = TestDatabase()
            let patient = database.store()
            try patient.put(Sample.record(1))
            let locker = try database.server.session(in: database.name)
            try locker.run("BEGIN; LOCK TABLE countermand.records;")
            let store = PostgreSQLStore(database.address, callMilliseconds: 300)
            let error = #expect(throws: StoreError.self) { try store.load(Sample.key(1)) }
            #expect("\(error!)".contains("did not answer in time"))
            try locker.run("ROLLBACK;")
            #expect(try store.load(Sample.key(1)) != nil)
        }

        @Test("does not know what became of a commit that is not confirmed in time, until it asks again")
        func unknown() throws {
            let server = try PostgreSQLServer()
            let address = try #require(ServerAddress(server.address("postgres")))
            try Migration.run(address)
            let store = PostgreSQLStore(address, callMilliseconds: 600)
            try store.put(Sample.record(1))
            let version = try #require(try store.load(Sample.key(1))).version
            try server.setStandbyNames("nobody")
            let change = Sample.transaction([(Sample.record(1, "done"), version)], events: ["a"])
            let error = #expect(throws: StoreError.self) { try store.commit(change) }
            guard case .uncertain(let sentence)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(sentence.contains("did not confirm"))
            try server.setStandbyNames("")
            // The first attempt was carried out in the end, once.
            while try store.load(Sample.key(1))?.record.status != "done" {}
            #expect(throws: StoreError.versionConflict(Sample.key(1))) { try store.commit(change) }
            #expect(try store.events(after: nil, limit: 9).map(\.event.id) == ["a"])
        }

        @Test("takes a COMMIT that comes with a warning for no success, and confirms it when it can be")
        func warning() throws {
            let server = try PostgreSQLServer()
            let address = try #require(ServerAddress(server.address("postgres")))
            try Migration.run(address)
            let store = PostgreSQLStore(address, callMilliseconds: 4000)
            try store.put(Sample.record(1))
            try server.setStandbyNames("nobody")
            let canceller = Thread {
                do {
                    // The first COMMIT no longer waits, with a warning; the one that confirms it waits until nobody is awaited.
                    let waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
                    while try server.sql(waiting).isEmpty {}
                    try server.sql(
                        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                    while try server.sql(waiting).isEmpty {}
                    try server.setStandbyNames("")
                } catch { Issue.record(error) }
            }
            canceller.start()
            try store.put(Sample.record(2), events: ["a"])
            #expect(try server.sql("SHOW synchronous_standby_names") == "")
            #expect(try store.events(after: nil, limit: 9).map(\.event.id) == ["a"])
        }

        @Test("gives a repeated attempt's outcome as that of the first, and takes another id where one is taken")
        func sameID() throws {
            let database = TestDatabase()
            // Two stores whose clocks stand and whose ids would be the same but for their random part.
            let stores = (0..<2).map { _ in PostgreSQLStore(database.address, now: { 1_795_000_000_000 }) }
            for id in 0..<40 { try stores[id % 2].put(Sample.record(id), events: ["\(id)"]) }
            #expect(try stores[0].events(after: nil, limit: 99).count == 40)
        }

        @Test("reads events that are committed late, behind those that were read before them")
        func lateCommit() throws {
            let database = TestDatabase()
            let store = database.store()
            try store.put(Sample.record(1), events: ["a"])
            let slow = try database.server.session(in: database.name)
            // An id before all others, in a transaction that is still open.
            try slow.run(
                """
                BEGIN;
                INSERT INTO countermand.transactions VALUES (512, 't', 0, '{"writes":[],"events":[{"id":"late","type":"T","subject":"s","time":"2026-01-01T00:00:00.000Z","data":{}}]}');
                INSERT INTO countermand.pending VALUES (0, 512, 1, '[]');
                """)
            try store.put(Sample.record(2), events: ["b"])
            let first = try store.events(after: nil, limit: 9)
            #expect(first.map(\.event.id) == ["a", "b"])
            try slow.run("COMMIT;")
            try store.put(Sample.record(3), events: ["c"])
            #expect(try store.events(after: first.last?.cursor, limit: 9).map(\.event.id) == ["late", "c"])
        }
    }
#endif
