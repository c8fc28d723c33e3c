import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

/// What a successful cancel names, so that it can be shown later that it was one.
@Suite struct ReceiptTests {
    private static let proof = String(repeating: "0a", count: 32)

    /// The event of that place in the list of all.
    private func named(_ api: TestAPI, _ index: Int) -> String {
        let entry = api.memory.events(after: nil, limit: .max)[index]
        return "\(entry.event.id);sequence=\(entry.cursor)"
    }

    @Test("C12 a cancel names its event and that one's place in the list", arguments: Change.single)
    func event(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let earlier: Change = change == .cleaningJob ? .dispatchJob : .cleaningJob
        #expect(api.respond(to: earlier.request).status == 200)
        let answer = api.respond(to: change.request.keyed("k"))
        #expect(answer.marks["Cancellation-Event"] == named(api, 1))
        #expect(answer.marks["Cancellation-Proof"] == nil, "a store without a chain proves nothing")
        #expect(api.respond(to: change.other).status == 200)
        // Also when it is told again.
        for request in [change.request.keyed("k"), .cancellation("k", as: .admin)] {
            #expect(api.respond(to: request).marks["Cancellation-Event"] == named(api, 1))
        }
    }

    @Test("C12 a cancel names the proof of its transaction, in a store that has one", arguments: Change.allCases)
    func proof(_ change: Change) throws {
        let store = FaultyStore()
        store.proof = Self.proof
        let api = try TestAPI(store, Change.records)
        for request in [change.request.keyed("k"), change.request.keyed("k"), .cancellation("k", as: .admin)] {
            #expect(api.respond(to: request).marks["Cancellation-Proof"] == Self.proof)
        }
    }

    @Test("C12 R1.4 what is no cancel, changes nothing or is a dry run names nothing")
    func none() throws {
        let requests: [Request] = [
            .cancelCleaning("JOB_GONE", as: .admin), .cancelCleaning("JOB_X123", as: .admin).asDryRun,
            .set("completed", "28", as: .admin), .set("pending", "28", as: .admin),
            .cancelDispatch("J-1001", as: .admin).asDryRun, .cancelWorkOrder("28", as: .admin).asDryRun,
            .cancelDispatch(each: #"["J-1001"]"#, as: .admin).asDryRun, .cancelWorkOrders(each: "[29]", as: .admin),
            .get("/api/work-orders/28", as: .admin), .get("/api/work-orders", as: .admin),
        ]
        for request in requests {
            let store = FaultyStore()
            store.proof = Self.proof
            let answer = try TestAPI(store, Change.records).respond(to: request.keyed("k"))
            #expect(answer.status == 200)
            #expect(answer.marks["Cancellation-Event"] == nil)
            #expect(answer.marks["Cancellation-Proof"] == nil)
        }
    }

    @Test("C12 a cleaning job that is canceled again after its receipt names nothing any more")
    func repeated() throws {
        let store = FaultyStore()
        store.proof = Self.proof
        let api = try TestAPI(store, Change.records)
        #expect(api.respond(to: Change.cleaningJob.request).marks.count == 2)
        #expect(api.respond(to: Change.cleaningJob.request).marks.isEmpty)
    }

    @Test("C19 a stored answer of contract 1 without a receipt is given again without one")
    func storedWithoutReceipt() throws {
        let store = FaultyStore()
        store.proof = Self.proof
        let api = try TestAPI(store, Change.records)
        #expect(api.respond(to: Change.cleaningJob.request.keyed("k")).marks.count == 2)
        // As version 0.1.0 stored it.
        var stored: StoredRecord?
        store.memory.forEachRecord {
            if $0.record.key.kind.name == "idempotency-key" { stored = $0 }
            return true
        }
        let record = try #require(stored)
        var document = record.record.document
        document["event"] = nil
        document["proven"] = false
        let earlier = Record(record.record.key, status: "", scopes: [], document: document)
        try store.memory.commit(
            Transaction(at: api.now, writes: [Transaction.Write(earlier, replacing: record.version)]))
        #expect(
            api.respond(to: Change.cleaningJob.request.keyed("k"))
                == Answer(200, #"{"success":true}"#, fields: [IdempotencyTests.replayed]))
    }

    @Test("C12 of several each names its event, and all have one proof")
    func bulk() throws {
        let store = FaultyStore()
        store.proof = Self.proof
        let api = try TestAPI(store, Change.records)
        let answer = api.respond(to: .cancelDispatch(each: #"["J-DONE","J-2","J-1001"]"#, as: .admin))
        #expect(answer.marks == ["Cancellation-Proof": Self.proof])
        let events = (answer.json["results"]?.array ?? []).compactMap { $0.object?["event"]?.string }
        #expect(events == api.events.map(\.id))
        #expect(events.count == 2)
    }
}
