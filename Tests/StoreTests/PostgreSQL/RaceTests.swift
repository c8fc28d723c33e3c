#if Network
    import Foundation
    import Storage
    import Synchronization
    import TestSupport
    import Testing

    /// Several writers, each with a connection of its own, while others read.
    @Suite("Stores in one PostgreSQL database")
    struct RaceTests {
        private static let writers = 8
        private static let records = 40
        private static let changesPerWriter = 40

        @Test("make one change of 16 at once to one record")
        func oneWins() throws {
            let database = TestDatabase()
            try database.store().put(Sample.record(1))
            let wins = Mutex(0)
            let conflicts = Mutex(0)
            inParallel(16) { index in
                do {
                    let store = database.store()
                    let version = try store.load(Sample.key(1))?.version
                    guard let version, try store.load(Sample.key(1))?.record.status == "new" else { return }
                    try store.commit(
                        Sample.transaction([(Sample.record(1, "done"), version)], events: ["\(index)"]))
                    wins.withLock { $0 += 1 }
                } catch StoreError.versionConflict {
                    conflicts.withLock { $0 += 1 }
                } catch { Issue.record(error) }
            }
            #expect(wins.withLock { $0 } == 1)
            let store = database.store()
            #expect(try store.events(after: nil, limit: 99).count == 1)
            #expect(try store.counts(of: [Sample.list(), Sample.list("done")]) == [0, 1])
        }

        @Test("lose, repeat and skip no event, count at one moment, and agree in the end")
        func everythingAtOnce() throws {
            let database = TestDatabase()
            let all = [Sample.list("new"), Sample.list("done")]
            for id in 1...Self.records { try database.store().put(Sample.record(id)) }
            let written = Mutex<[String]>([])
            let writing = Mutex(Self.writers)
            let read = Mutex<[[EventEntry]]>([])
            inParallel(Self.writers + 4) { index in
                do {
                    switch index {
                    case 0..<Self.writers:
                        defer { writing.withLock { $0 -= 1 } }
                        let ids = try Self.change(database, writer: index)
                        written.withLock { $0 += ids }
                    case Self.writers, Self.writers + 1:
                        let entries = try Self.follow(database) { writing.withLock { $0 } == 0 }
                        read.withLock { $0.append(entries) }
                    default: try Self.count(database, all) { writing.withLock { $0 } == 0 }
                    }
                } catch { Issue.record(error) }
            }
            let ids = written.withLock { $0 }
            #expect(ids.count == Self.writers * Self.changesPerWriter)
            for entries in read.withLock({ $0 }) {
                #expect(entries.map(\.cursor.number) == (1...UInt64(ids.count)).map { $0 }, "positions without a gap")
                #expect(entries.map(\.event.id).sorted() == ids.sorted(), "each event once")
            }
            let store = database.store()
            let statuses = try store.allRecords().map(\.record.status)
            #expect(
                try store.counts(of: all) == [statuses.count { $0 == "new" }, statuses.count { $0 == "done" }])
        }

        /// Returns the ids of the events.
        private static func change(_ database: TestDatabase, writer: Int) throws -> [String] {
            var ids: [String] = []
            let store = database.store()
            var random = SystemRandomNumberGenerator()
            while ids.count < changesPerWriter {
                let key = Sample.key(Int.random(in: 1...records, using: &random))
                let id = "\(writer)-\(ids.count)"
                guard let stored = try store.load(key) else { continue }
                let status = stored.record.status == "new" ? "done" : "new"
                let record = Record(
                    key, status: status, scopes: stored.record.scopes, document: stored.record.document)
                do {
                    try store.commit(Sample.transaction([(record, stored.version)], events: [id]))
                    ids.append(id)
                } catch StoreError.versionConflict { continue }
            }
            return ids
        }

        /// Reads on until everything is over and there is nothing more.
        private static func follow(_ database: TestDatabase, until isOver: () -> Bool) throws -> [EventEntry] {
            let store = database.store()
            var entries: [EventEntry] = []
            while true {
                let wasOver = isOver()
                let more = try store.events(after: entries.last?.cursor, limit: 37)
                entries += more
                if more.isEmpty, wasOver { return entries }
            }
        }

        private static func count(
            _ database: TestDatabase, _ lists: [RecordList], until isOver: () -> Bool
        ) throws {
            let store = database.store()
            while !isOver() {
                let counts = try store.counts(of: lists)
                #expect(counts.reduce(0, +) == records && counts.allSatisfy { $0 >= 0 }, "\(counts)")
            }
        }
    }
#endif
