import Cancellation
import HTTPMessage
import Storage
import Testing

/// How long answers are kept, and which are.
@Suite struct IdempotencyTimeTests {
    private static let day: Int64 = 24 * 3_600_000

    private func pass(_ milliseconds: Int64, _ api: TestAPI) {
        api.now = Timestamp(millisecondsSince1970: api.now.millisecondsSince1970 + milliseconds)
    }

    @Test("An answer is kept for 24 hours, to the millisecond", arguments: [0, 1, 999] as [Int64])
    func expiry(offset: Int64) throws {
        let api = try TestAPI(Change.records)
        pass(offset, api)
        let request = Change.dispatchJob.request.keyed("k")
        let first = api.respond(to: request)
        pass(Self.day - 1, api)
        IdempotencyTests.expectReplay(api.respond(to: request), of: first)
        IdempotencyTests.expectReplay(api.respond(to: .cancellation("k", as: .admin)), of: first)
        pass(1, api)
        #expect(api.respond(to: request).json["type"] == "/problems/job-already-cancelled")
        #expect(api.respond(to: .cancellation("k", as: .admin)).status == 404)
    }

    @Test("A clock that was put back makes nothing expire")
    func clockPutBack() throws {
        let api = try TestAPI(Change.records)
        let first = api.respond(to: Change.dispatchJob.request.keyed("k"))
        pass(-10 * Self.day, api)
        IdempotencyTests.expectReplay(api.respond(to: Change.dispatchJob.request.keyed("k")), of: first)
    }

    @Test("What has expired is replaced by what comes next under the key", arguments: Change.allCases)
    func replacement(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: change.request.keyed("k")).status == 200)
        #expect(api.respond(to: change.other.keyed("k")).status == 422)
        pass(Self.day, api)
        let second = api.respond(to: change.other.keyed("k"))
        #expect(second.status == 200)
        #expect(!second.fields.contains(IdempotencyTests.replayed))
        IdempotencyTests.expectReplay(api.respond(to: change.other.keyed("k")), of: second)
        #expect(api.respond(to: change.request.keyed("k")).status == 422)
        #expect(api.events.count == 2)
    }

    @Test("C1 a refusal is not kept: the request is decided anew", arguments: Change.single)
    func refusal(_ change: Change) throws {
        let api = try TestAPI([])
        #expect(api.respond(to: change.request.keyed("k")).status == 404)
        #expect(api.respond(to: .cancellation("k", as: .admin)).status == 404)
        for line in Change.records { try api.importRecord(line) }
        let answer = api.respond(to: change.request.keyed("k"))
        #expect(answer.status == 200)
        #expect(!answer.fields.contains(IdempotencyTests.replayed))
    }

    @Test("A key under which nothing was carried out is free for another request", arguments: Change.single)
    func keyOfARefusal(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let failing = change.request.keyed("k").with("If-Match", "\"stale\"")
        #expect(api.respond(to: failing).status == 412)
        #expect(api.respond(to: change.other.keyed("k")).status == 200)
    }

    @Test("An answer that changes nothing is not kept, and writes nothing")
    func unchanged() throws {
        let requests: [Request] = [
            .cancelCleaning("JOB_GONE", as: .admin), .set("pending", "28", as: .admin),
            .cancelDispatch(each: #"["J-GONE","NONE"]"#, as: .admin), .cancelWorkOrders(each: "[29]", as: .admin),
        ]
        for request in requests {
            let api = try TestAPI(Change.records)
            let before = api.snapshot
            for _ in 1...2 {
                let answer = api.respond(to: request.keyed("k"))
                #expect(answer.status == 200)
                #expect(!answer.fields.contains(IdempotencyTests.replayed))
            }
            #expect(api.snapshot == before)
            #expect(api.respond(to: .cancellation("k", as: .admin)).status == 404)
        }
    }

    @Test("A failure is not kept: the request is carried out by the next one", arguments: Change.allCases)
    func failure(_ change: Change) throws {
        for operation in [FaultyStore.Operation.load, .commit] {
            let store = FaultyStore()
            let api = try TestAPI(store, Change.records)
            store.faults = [operation: [.unavailable("the disk is full")]]
            #expect(api.respond(to: change.request.keyed("k")).status >= 500)
            let answer = api.respond(to: change.request.keyed("k"))
            #expect(answer.status == 200)
            #expect(!answer.fields.contains(IdempotencyTests.replayed))
            #expect(api.events.count == 1)
        }
    }

    @Test("Whoever was told that the outcome is not known learns it by its key", arguments: Change.allCases)
    func uncertain(_ change: Change) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Change.records)
        store.faults = [.synchronize: [.uncertain("no sync")]]
        #expect(api.respond(to: change.request.keyed("k"), changesNothingWhenRefused: false).status >= 500)
        let answer = api.respond(to: change.request.keyed("k"))
        #expect(answer.status == 200)
        #expect(answer.fields.contains(IdempotencyTests.replayed))
        #expect(api.events.count == 1)
    }

    @Test("A replay that cannot be confirmed is no answer", arguments: Change.allCases)
    func unconfirmedReplay(_ change: Change) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Change.records)
        #expect(api.respond(to: change.request.keyed("k")).status == 200)
        store.faults = [.synchronize: [.uncertain("no sync")]]
        #expect(api.respond(to: change.request.keyed("k")).status >= 500)
    }
}
