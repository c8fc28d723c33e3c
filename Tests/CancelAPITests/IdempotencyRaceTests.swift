import Cancellation
import HTTPMessage
import Storage
import Testing

/// A request that is sent again while the first one is being carried out.
@Suite struct IdempotencyRaceTests {
    @Test(
        "A request that is overtaken by itself, wherever it is, gets the answer of the one that was faster",
        arguments: Change.allCases)
    func overtaken(_ change: Change) throws {
        let request = change.request.keyed("k")
        let undisturbed = FaultyStore()
        _ = try TestAPI(undisturbed, Change.records).respond(to: request)
        let steps = undisturbed.calls.filter { $0 != .synchronize }
        #expect(steps.count >= 2)
        for step in steps.indices {
            let store = FaultyStore()
            let api = try TestAPI(store, Change.records)
            var first: Answer?
            store.before = { [unowned api, unowned store] _ in
                guard store.calls.count == step + 1, first == nil else { return }
                store.before = { _ in }
                first = api.respond(to: request)
            }
            let second = api.respond(to: request)
            IdempotencyTests.expectReplay(second, of: try #require(first))
            #expect(api.events.count == 1, "overtaken at step \(step)")
        }
    }

    @Test("A request that is overtaken by another one under its key is told so", arguments: Change.allCases)
    func overtakenByAnother(_ change: Change) throws {
        for step in 0..<2 {
            let store = FaultyStore()
            let api = try TestAPI(store, Change.records)
            store.before = { [unowned api, unowned store] _ in
                guard store.calls.count == step + 1 else { return }
                store.before = { _ in }
                _ = api.respond(to: change.other.keyed("k"))
            }
            #expect(api.respond(to: change.request.keyed("k"), changesNothingWhenRefused: false).status == 422)
            #expect(api.events.count == 1)
        }
    }

    /// Where the answer to `change.request` is kept under the key.
    private func place(_ change: Change) throws -> RecordKey {
        let store = FaultyStore()
        _ = try TestAPI(store, Change.records).respond(to: change.request.keyed("k"))
        return try #require(store.transactions.first?.writes.last?.record.key)
    }

    @Test(
        "A key that is taken, by a request of which nothing can be seen yet, is answered 409 and when to try again",
        arguments: Change.allCases)
    func stillRunning(_ change: Change) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Change.records)
        store.faults = [.commit: Array(repeating: .versionConflict(try place(change)), count: 100)]
        #expect(
            api.respond(to: change.request.keyed("k"))
                == change.answer(
                    409, "request-in-progress", "Request in progress",
                    "A request with this Idempotency-Key is being carried out: send it again in a moment.",
                    fields: ["Retry-After: 1"]))
        #expect(api.reported.isEmpty)
        store.faults = [:]
        #expect(api.respond(to: change.request.keyed("k")).status == 200)
    }

    @Test("A record that others always change first is no request in progress", arguments: Change.allCases)
    func recordTaken(_ change: Change) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Change.records)
        let conflict = StoreError.versionConflict(RecordKey(DispatchJob.kind, "J-1001"))
        store.faults = [.commit: Array(repeating: conflict, count: 100)]
        let answer = api.respond(to: change.request.keyed("k"))
        #expect(answer.status == (change == .cleaningJob ? 500 : 503))
        #expect(api.reported == [conflict])
    }
}
