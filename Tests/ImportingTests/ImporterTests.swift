import Cancellation
import JSON
import Storage
import Testing

@testable import Importing

@Suite struct ImporterTests {
    private let store = InMemoryStore()

    private func importer(replaces: Bool = false) -> Importer {
        makeImporter(into: store, replaces: replaces)
    }

    /// Both walks over the lines.
    private func load(_ lines: String..., replaces: Bool = false) throws -> Importer.Summary {
        var importer = importer(replaces: replaces)
        for (index, line) in lines.enumerated() { try importer.check(Array(line.utf8), number: index + 1) }
        for line in lines { try importer.load(Array(line.utf8)) }
        return try importer.finish()
    }

    private var exported: [String] {
        var lines: [String] = []
        store.forEachRecord {
            lines.append($0.record.exported?.text ?? "")
            return true
        }
        return lines
    }

    private static let job = #"{"kind":"cleaning-job","id":"J","status":"new"}"#
    private static let sameJobChanged = #"{"kind":"cleaning-job","id":"J","status":"new","x":1}"#
    private static let order = #"{"kind":"work-order","id":1,"status":"pending","client_id":1}"#
    private static let note = #"{"kind":"work-order-note","id":"J","work_order_id":1,"note":"x"}"#

    @Test("Lines that are new are added, in their order")
    func added() throws {
        #expect(try load(Self.job, Self.order, Self.note) == Importer.Summary(added: 3))
        #expect(exported == [Self.job, Self.order, Self.note])
    }

    @Test("C16 a job whose id is a segment of another route is loaded, and warned about")
    func hidden() throws {
        var importer = importer()
        var warnings: [ImportWarning?] = []
        let lines = [
            #"{"kind":"dispatch-job","id":"cancel","status":"Open"}"#,
            #"{"kind":"dispatch-job","id":"Cancel","status":"x"}"#,
            #"{"kind":"cleaning-job","id":"cancel","status":"new"}"#, Self.job, Self.note,
        ]
        for (index, line) in lines.enumerated() {
            warnings.append(try importer.check(Array(line.utf8), number: index + 1))
        }
        let key = DispatchJob.key(JobID("cancel")!)
        #expect(warnings == [.hidden(key), nil, nil, nil, nil])
        for line in lines { try importer.load(Array(line.utf8)) }
        #expect(try importer.finish().added == 5)
        #expect(
            "\(ImportWarning.hidden(key))"
                == "dispatch-job/cancel can be cancelled, but not read: the path that ends with its id is another route's"
        )
    }

    @Test("What is there already and the same is left alone")
    func same() throws {
        _ = try load(Self.job, Self.order)
        let before = store.load(CleaningJob.key(JobID("J")!))
        #expect(try load(Self.job, Self.note) == Importer.Summary(added: 1, unchanged: 1))
        #expect(store.load(CleaningJob.key(JobID("J")!)) == before)
    }

    @Test("What is there already and different is refused before anything is loaded")
    func different() throws {
        _ = try load(Self.job)
        #expect(throws: ImportError.refused(.different(CleaningJob.key(JobID("J")!)))) {
            try load(Self.order, Self.sameJobChanged)
        }
        #expect(exported == [Self.job])
    }

    @Test("What came into an empty store after its lines were checked is met when they are loaded")
    func meanwhile() throws {
        var importer = importer()
        for (index, line) in [Self.order, Self.job].enumerated() {
            try importer.check(Array(line.utf8), number: index + 1)
        }
        _ = try load(Self.order, Self.sameJobChanged)
        #expect(throws: ImportError.refused(.different(CleaningJob.key(JobID("J")!)))) {
            for line in [Self.order, Self.job] { try importer.load(Array(line.utf8)) }
            _ = try importer.finish()
        }
        #expect(exported == [Self.order, Self.sameJobChanged])
    }

    @Test("What differs only in the order of its members is different: the order is kept")
    func differentOrder() throws {
        _ = try load(Self.job)
        #expect(throws: ImportError.refused(.different(CleaningJob.key(JobID("J")!)))) {
            try load(#"{"kind":"cleaning-job","status":"new","id":"J"}"#)
        }
    }

    @Test("With replacement, what is different is overwritten and what is the same is left alone")
    func replaced() throws {
        _ = try load(Self.job, Self.order)
        let summary = try load(Self.sameJobChanged, Self.order, Self.note, replaces: true)
        #expect(summary == Importer.Summary(added: 1, replaced: 1, unchanged: 1))
        #expect(exported == [Self.order, Self.sameJobChanged, Self.note])
    }

    @Test("A record that two lines name is refused, even if they are the same", arguments: [job, sameJobChanged])
    func repeated(second: String) throws {
        #expect(throws: ImportError.refused(.repeated(CleaningJob.key(JobID("J")!), firstLine: 1))) {
            try load(Self.job, Self.order, second)
        }
        #expect(exported.isEmpty)
    }

    @Test("Two kinds may use one id")
    func oneIDTwoKinds() throws {
        #expect(try load(Self.job, Self.note) == Importer.Summary(added: 2))
    }

    @Test(
        "A line that is no record is refused with what is wrong with it",
        arguments: [
            ("{", "not JSON: the document ends too early at byte 1"),
            ("", "not JSON: the document ends too early at byte 0"),
            (#"{"kind":"cleaning-job","kind":"x"}"#, #"not JSON: a second member "kind" at byte 23"#),
            ("[]", "not a JSON object"),
            (#"{"kind":"work-order","id":1}"#, #"not a record: "status" must be one of "# + WorkOrder.Status.names),
        ])
    func refused(line: String, problem: String) throws {
        let error = #expect(throws: ImportError.self) { try load(Self.job, line) }
        guard case .refused(let refusal) = error else {
            Issue.record("\(String(describing: error)) is no refusal")
            return
        }
        #expect("\(refusal)" == problem)
        #expect(exported.isEmpty)
    }

    @Test("More lines than fit one transaction are all there after the last one, also if they fill it exactly")
    func many() throws {
        for count in [500, 501, 1200] {
            let store = InMemoryStore()
            var importer = makeImporter(into: store, replaces: false)
            for id in 1...count {
                try importer.load(Array(#"{"kind":"work-order","id":\#(id),"status":"pending"}"#.utf8))
            }
            #expect(try importer.finish() == Importer.Summary(added: count))
            #expect(store.counts(of: [RecordList(WorkOrder.kind, Scope("all"), status: "pending")]) == [count])
        }
    }

    @Test("Nothing at all can be imported")
    func nothing() throws {
        #expect(try load() == Importer.Summary())
    }

    @Test("An import is no cancel: it tells of no event and leaves no audit entry")
    func noEvents() throws {
        _ = try load(#"{"kind":"work-order","id":1,"status":"cancelled"}"#)
        #expect(store.events(after: nil, limit: 10).isEmpty)
        #expect(store.auditTrail.isEmpty)
    }
}

private func makeImporter(into store: InMemoryStore, replaces: Bool) -> Importer {
    var lines: [RecordKey: Int] = [:]
    return Importer(into: store, replaces: replaces, at: Timestamp(millisecondsSince1970: 0)) { key, line in
        if let first = lines[key] { return first }
        lines[key] = line
        return nil
    }
}
