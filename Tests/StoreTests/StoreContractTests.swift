import Storage
import TestSupport
import Testing

/// What every store promises.
@Suite("A store")
struct StoreContractTests {
    @Test("shows what was committed", arguments: StoreUnderTest.allCases)
    func load(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        #expect(try store.load(Sample.key(1)) == nil)
        try store.put(Sample.record(1, note: 7))
        #expect(try store.load(Sample.key(1))?.record == Sample.record(1, note: 7))
    }

    @Test("shows several records at once, in the order they are asked for", arguments: StoreUnderTest.allCases)
    func loadSeveral(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        for id in 1...3 { try store.put(Sample.record(id)) }
        try store.put(Sample.record(2, "done"))
        let ids = [3, 9, 2, 1, 2]
        let loaded = try store.load(ids.map(Sample.key))
        let expected = [Sample.record(3), nil, Sample.record(2, "done"), Sample.record(1), Sample.record(2, "done")]
        #expect(loaded.map { $0?.record } == expected)
        #expect(try store.load([]).isEmpty)
    }

    @Test("C3 keeps members that nobody knows, at their value", arguments: StoreUnderTest.allCases)
    func unknownMembers(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        let record = Record(
            Sample.key(1), status: "new", scopes: [],
            document: [
                "big": try .init(parsing: Array("12345678901234567890123456789012345678901234".utf8)),
                "nested": [[[], [1, ["a": nil]]], "\u{0}\u{1F600}\"\\"], "": true,
            ])
        try store.put(record)
        #expect(try store.load(Sample.key(1))?.record == record)
    }

    @Test("has a record that names a scope twice in its list once", arguments: StoreUnderTest.allCases)
    func scopeTwice(_ kind: StoreUnderTest) throws {
        let directory = TemporaryStore()
        let store = kind.make(in: directory)
        try store.put(Sample.record(1, in: ["all", "mine", "all"]))
        #expect(try store.counts(of: [Sample.list(), Sample.list(in: "mine")]) == [1, 1])
        #expect(try store.ids([Sample.list()]) == ["1"])
        try store.put(Sample.record(1, "done", in: ["mine", "mine"]))
        #expect(try store.counts(of: [Sample.list(), Sample.list("done", in: "mine")]) == [0, 1])
    }

    @Test("refuses a write over a version that is no longer the newest", arguments: StoreUnderTest.allCases)
    func conflict(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        try store.put(Sample.record(1))
        let old = try #require(try store.load(Sample.key(1))).version
        try store.put(Sample.record(1, "changed"))
        #expect(throws: StoreError.versionConflict(Sample.key(1))) {
            try store.commit(Sample.transaction([(Sample.record(1, "late"), old)]))
        }
        #expect(try store.load(Sample.key(1))?.record.status == "changed")
    }

    @Test("refuses a new record where there is one", arguments: StoreUnderTest.allCases)
    func exists(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        try store.put(Sample.record(1))
        #expect(throws: StoreError.versionConflict(Sample.key(1))) {
            try store.commit(Sample.transaction([(Sample.record(1, "again"), nil)]))
        }
    }

    @Test("refuses to replace a record that is not there", arguments: StoreUnderTest.allCases)
    func missing(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        try store.put(Sample.record(1))
        let version = try #require(try store.load(Sample.key(1))).version
        #expect(throws: StoreError.versionConflict(Sample.key(2))) {
            try store.commit(Sample.transaction([(Sample.record(2), version)]))
        }
    }

    @Test("C2 commits all of a transaction or nothing of it", arguments: StoreUnderTest.allCases)
    func atomic(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        try store.put(Sample.record(1))
        #expect(throws: StoreError.versionConflict(Sample.key(1))) {
            try store.commit(
                Sample.transaction([(Sample.record(2), nil), (Sample.record(1, "again"), nil)], events: ["e"]))
        }
        #expect(try store.load(Sample.key(2)) == nil)
        #expect(try store.ids([Sample.list()]) == ["1"])
        #expect(try store.counts(of: [Sample.list()]) == [1])
        #expect(try store.events(after: nil, limit: 10).isEmpty)
    }

    @Test(
        "lists the newest change first, and a record in the list of its status alone",
        arguments: StoreUnderTest.allCases)
    func lists(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        for id in 1...4 { try store.put(Sample.record(id)) }
        try store.put(Sample.record(2, note: 1))
        try store.put(Sample.record(3, "done"))
        #expect(try store.ids([Sample.list()]) == ["2", "4", "1"])
        #expect(try store.ids([Sample.list("done")]) == ["3"])
        #expect(try store.ids([Sample.list(), Sample.list("done")]) == ["3", "2", "4", "1"])
        #expect(try store.ids([Sample.list("unheard of")]) == [])
        #expect(try store.counts(of: [Sample.list(), Sample.list("done"), Sample.list("none")]) == [3, 1, 0])
    }

    @Test("moves a record between scopes when it changes them", arguments: StoreUnderTest.allCases)
    func scopes(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        try store.put(Sample.record(1, in: ["all", "a"]))
        try store.put(Sample.record(1, in: ["all", "b"]))
        #expect(try store.ids([Sample.list(in: "a")]) == [])
        #expect(try store.ids([Sample.list(in: "b")]) == ["1"])
        #expect(try store.counts(of: ["all", "a", "b"].map { Sample.list(in: $0) }) == [1, 0, 1])
    }

    @Test("reads a union of lists with each record once, page by page", arguments: StoreUnderTest.allCases)
    func union(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        for id in 1...30 {
            let scopes = [id % 2 == 0 ? "even" : "odd"] + (id % 3 == 0 ? ["three"] : [])
            try store.put(Sample.record(id, id % 5 == 0 ? "done" : "new", in: scopes))
        }
        let lists = ["even", "three"].flatMap { scope in ["new", "done"].map { Sample.list($0, in: scope) } }
        var ids: [String] = []
        var cursor: PageCursor?
        repeat {
            let page = try store.page(of: lists, after: cursor, limit: 4)
            ids += page.records.map(\.record.key.id)
            cursor = page.next
        } while cursor != nil
        #expect(ids == (1...30).filter { $0 % 2 == 0 || $0 % 3 == 0 }.reversed().map(String.init))
    }

    @Test("ends with a page that says so", arguments: StoreUnderTest.allCases)
    func lastPage(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        for id in 1...4 { try store.put(Sample.record(id)) }
        let first = try store.page(of: [Sample.list()], after: nil, limit: 2)
        let second = try store.page(of: [Sample.list()], after: first.next, limit: 2)
        #expect(second.records.map(\.record.key.id) == ["2", "1"])
        #expect(second.next == nil)
        #expect(try store.page(of: [Sample.list()], after: nil, limit: 4).next == nil)
    }

    @Test(
        "goes on behind a cursor whatever has changed since",
        arguments: StoreUnderTest.allCases, [[3], [4], [3, 4], [1, 2, 3, 4, 5, 6]])
    func cursorAfterChange(_ kind: StoreUnderTest, changed: [Int]) throws {
        let store = kind.make()
        for id in 1...6 { try store.put(Sample.record(id)) }
        let first = try store.page(of: [Sample.list()], after: nil, limit: 3)
        #expect(first.records.map(\.record.key.id) == ["6", "5", "4"])
        for id in changed { try store.put(Sample.record(id, id == 4 ? "done" : "new", note: 1)) }
        let expected = [3, 2, 1].filter { !changed.contains($0) }.map(String.init)
        #expect(try store.ids([Sample.list()], after: first.next) == expected)
    }

    @Test("takes a cursor of another list for a bound", arguments: StoreUnderTest.allCases)
    func foreignCursor(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        for id in 1...6 { try store.put(Sample.record(id, id % 2 == 0 ? "even" : "odd")) }
        let cursor = try store.page(of: [Sample.list("even")], after: nil, limit: 2).next
        #expect(cursor != nil)
        #expect(try store.ids([Sample.list("odd")], after: cursor) == ["3", "1"])
        for bound in [0, 1] as [UInt64] {
            let page = try store.page(
                of: [Sample.list("odd")], after: PageCursor(bound: Version(bound), of: []), limit: 2)
            #expect(page == Page(records: [], next: nil))
        }
        let nonsense = PageCursor(bound: Version(.max), of: [])
        #expect(try store.ids([Sample.list("odd")], after: nonsense) == ["5", "3", "1"])
    }

    @Test("tells of events in their order, behind a cursor", arguments: StoreUnderTest.allCases)
    func events(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        try store.put(Sample.record(1), events: ["a", "b", "c"])
        try store.put(Sample.record(2))
        try store.put(Sample.record(3), events: ["d"])
        let all = try store.events(after: nil, limit: 10)
        #expect(all.map(\.event) == ["a", "b", "c", "d"].map(Sample.event))
        for (index, entry) in all.enumerated() {
            let rest = try store.events(after: entry.cursor, limit: 10)
            #expect(rest == Array(all[(index + 1)...]))
        }
        #expect(try store.events(after: nil, limit: 2) == Array(all[..<2]))
        #expect(try store.events(after: EventCursor(.max), limit: 2).isEmpty)
    }

    @Test("walks over every record once, at its newest version", arguments: StoreUnderTest.allCases)
    func everyRecord(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        for id in 1...5 { try store.put(Sample.record(id)) }
        try store.put(Sample.record(2, "done"))
        let all = try store.allRecords()
        #expect(all.map(\.record.key.id).sorted() == ["1", "2", "3", "4", "5"])
        #expect(try store.allRecords() == all)
        #expect(try all.allSatisfy { try store.load($0.record.key) == $0 })
        var seen = 0
        try store.forEachRecord { _ in
            seen += 1
            return seen < 2
        }
        #expect(seen == 2)
    }

    @Test(
        "gives a receipt for a transaction, and the same one for whatever it wrote", arguments: StoreUnderTest.allCases)
    func receipt(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        try store.put(Sample.record(9), events: ["before", "before too"])
        let records = (1...3).map { Sample.record($0) }
        let receipt = try store.commit(Sample.transaction(records.map { ($0, nil) }, events: ["a", "b"]))
        try store.put(Sample.record(8), events: ["behind"])
        try store.synchronize()
        let entries = try store.events(after: nil, limit: 10)
        #expect(entries[2].event == Sample.event("a"))
        for record in records {
            let version = try #require(try store.load(record.key)).version
            let later = try store.receipt(of: version)
            #expect(later.proof == receipt.proof)
            for given in [receipt, later].compactMap(\.firstEvent) { #expect(given == entries[2].cursor) }
        }
    }

    @Test("gives the receipt of each version its own, old ones too", arguments: StoreUnderTest.allCases)
    func receiptsOfVersions(_ kind: StoreUnderTest) throws {
        let store = kind.make()
        var receipts: [(Version, Receipt)] = []
        for note in 1...4 {
            let version = try store.load(Sample.key(1))?.version
            let receipt = try store.commit(
                Sample.transaction([(Sample.record(1, note: note), version)], events: ["\(note)"]))
            receipts.append((try #require(try store.load(Sample.key(1))).version, receipt))
        }
        _ = try store.events(after: nil, limit: 10)
        for (version, receipt) in receipts {
            let later = try store.receipt(of: version)
            #expect(later.proof == receipt.proof)
            if let position = receipt.firstEvent { #expect(position == later.firstEvent) }
        }
        #expect(Set(receipts.map { "\($0.1)" }).count == 4)
    }

    @Test("C17 a store that is open, and one in memory, is healthy", arguments: StoreUnderTest.allCases)
    func open(_ kind: StoreUnderTest) throws {
        let directory = TemporaryStore()
        let store = kind.make(in: directory)
        try store.put(Sample.record(1))
        try store.checkHealth()
        try store.put(Sample.record(2))
        #expect(try store.allRecords().count == 2)
    }
}
