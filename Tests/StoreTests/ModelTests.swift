import Storage
import TestSupport
import Testing

@testable import FileStore

#if Network
    import PostgreSQLStore
#endif

/// Random operations on a store and on the store in memory, side by side, with the same answers.
@Suite("A store beside the store in memory")
struct ModelTests {
    private static let operations = 100_000

    @Test("in files answers as it does, whatever happens and however often it is opened again")
    func model() throws { try compareFiles(operations: Self.operations) { FileStore(directory: $0.path) } }

    @Test("in files answers as it does where no page of the index stays for long")
    func modelWithFewPages() throws {
        // No frame for most of the pages: they are written before their time, again and again.
        let frames = 7
        try compareFiles(operations: Self.operations / 5) { FileStore(directory: $0.path, indexCachePages: frames) }
    }

    #if Network
        @Test("in PostgreSQL answers as it does, whatever happens and however often it is opened again")
        func postgreSQL() throws {
            let database = TestDatabase()
            // One clock for both handles: within a millisecond the order of changes is not that of their versions.
            var time: Int64 = 1_795_000_000_000
            try compare(operations: Self.operations / 20) {
                PostgreSQLStore(
                    database.address,
                    now: {
                        time += 1
                        return time
                    })
            }
        }
    #endif

    private func compareFiles(operations: Int, _ open: (TemporaryStore) -> FileStore) throws {
        let directory = TemporaryStore()
        try compare(operations: operations) { open(directory) }
        #expect(try Verification(directory: directory.path).faults == [])
    }

    private func compare<Store: RecordStore>(operations: Int, _ open: () -> Store) throws {
        var random = SeededGenerator(for: "a store beside the store in memory", seed: 20_261_121)
        let model = InMemoryStore()
        // Two handles, as two processes have them.
        var stores = [open(), open()]
        for operation in 0..<operations {
            let store = stores[Int.random(in: 0..<2, using: &random)]
            let id = Int.random(in: 1...400, using: &random)
            switch Int.random(in: 0..<1000, using: &random) {
            case 0..<500: try write(id, to: store, model, &random, event: "\(operation)")
            case 500..<700: #expect(try store.load(Sample.key(id))?.record == model.load(Sample.key(id))?.record)
            case 700..<800: try compareCounts(store, model)
            case 800..<990: try comparePages(store, model, &random)
            default: stores[Int.random(in: 0..<2, using: &random)] = open()
            }
            if (operation + 1).isMultiple(of: operations / 4) {
                try compareEvents(store, model)
                #expect(try sorted(store.allRecords()) == sorted(model.allRecords()))
            }
        }
    }

    private func sorted(_ records: [StoredRecord]) -> [Record] {
        records.map(\.record).sorted { $0.key.id < $1.key.id }
    }

    private static let statuses = ["new", "open", "done"]
    private static let scopes = ["all", "a", "b", "c"]

    private func write(
        _ id: Int, to store: some RecordStore, _ model: InMemoryStore, _ random: inout SeededGenerator, event: String
    ) throws {
        let scopes = ["all"] + Self.scopes.dropFirst().filter { _ in Bool.random(using: &random) }
        let status = Self.statuses.randomElement(using: &random) ?? "new"
        let record = Sample.record(id, status, in: scopes, note: Int.random(in: 0..<1000, using: &random))
        let isStale = Int.random(in: 0..<20, using: &random) == 0
        for store in [store, model] as [any RecordStore] {
            let version = try store.load(record.key)?.version
            let transaction = Sample.transaction([(record, isStale ? Version(1 << 60) : version)], events: [event])
            if isStale {
                #expect(throws: StoreError.versionConflict(record.key)) { try store.commit(transaction) }
            } else {
                try store.commit(transaction)
            }
        }
    }

    private func compareCounts(_ store: some RecordStore, _ model: InMemoryStore) throws {
        let lists = Self.scopes.flatMap { scope in Self.statuses.map { Sample.list($0, in: scope) } }
        #expect(try store.counts(of: lists) == model.counts(of: lists))
    }

    private func comparePages(
        _ store: some RecordStore, _ model: InMemoryStore, _ random: inout SeededGenerator
    ) throws {
        let lists = Self.scopes.shuffled(using: &random).prefix(2).flatMap { scope in
            Self.statuses.shuffled(using: &random).prefix(2).map { Sample.list($0, in: scope) }
        }
        let limit = Int.random(in: 1...50, using: &random)
        var cursors: (PageCursor?, PageCursor?)
        for _ in 0..<3 {
            let page = try store.page(of: lists, after: cursors.0, limit: limit)
            let expected = model.page(of: lists, after: cursors.1, limit: limit)
            #expect(page.records.map(\.record) == expected.records.map(\.record))
            cursors = (page.next, expected.next)
            #expect((cursors.0 == nil) == (cursors.1 == nil))
            if cursors.0 == nil { return }
        }
    }

    private func compareEvents(_ store: some RecordStore, _ model: InMemoryStore) throws {
        let all = try store.events(after: nil, limit: .max).map(\.event)
        #expect(all == model.events(after: nil, limit: .max).map(\.event))
    }
}
