import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

@Suite struct ConflictTests {
    private static let cancels: [Request] = [
        .cancelCleaning("JOB_X123", as: .admin), .cancelDispatch("J-1001", as: .admin),
        .cancelWorkOrder("28", as: .admin),
    ]
    private static let conflict = StoreError.versionConflict(RecordKey(WorkOrder.kind, "28"))

    @Test("A caller that others were faster than a few times is answered all the same, once", arguments: cancels)
    func aFewTimes(request: Request) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        store.faults = [.commit: Array(repeating: Self.conflict, count: 5)]
        #expect(api.respond(to: request).status == 200)
        #expect(store.calls.count { $0 == .load } == 6)
        #expect(api.events.count == 1)
        #expect(api.reported.isEmpty)
    }

    @Test(
        "A caller that others are always faster than is told to try again, after a bounded number of times",
        arguments: [
            (cancels[0], 500), (cancels[1], 503), (cancels[2], 503),
        ])
    func forever(request: Request, status: Int) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        store.faults = [.commit: Array(repeating: Self.conflict, count: 1000)]
        #expect(api.respond(to: request).status == status)
        #expect(store.calls.count { $0 == .commit } < 100)
        #expect(api.reported.count == 1)
    }

    /// Makes `line` the newest version of its record in front of the next commit.
    private func overtake(_ api: TestAPI, _ store: FaultyStore, _ line: String) {
        store.before = { [unowned store, unowned api] operation in
            guard operation == .commit else { return }
            store.before = { _ in }
            #expect(throws: Never.self) { try api.importRecord(line) }
        }
    }

    @Test("R2.2 a job that is completed in between is not cancelled")
    func completedInBetween() throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        let completed = #"{"kind":"dispatch-job","id":"J-1001","status":"Completed"}"#
        overtake(api, store, completed)
        let answer = api.respond(to: Self.cancels[1], changesNothingWhenRefused: false)
        #expect(answer.json["type"] == "/problems/job-completed")
        #expect(api.document(DispatchJob.kind, "J-1001") == #"{"id":"J-1001","status":"Completed"}"#)
        #expect(api.events.isEmpty)
    }

    @Test("R1.4 a job that is canceled in between is canceled once")
    func canceledInBetween() throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        overtake(api, store, #"{"kind":"cleaning-job","id":"JOB_X123","status":"canceled"}"#)
        #expect(api.respond(to: Self.cancels[0]) == .canceledAlready)
        #expect(store.transactions.isEmpty)
    }

    @Test("C3 what others change in between is kept")
    func changedInBetween() throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        overtake(
            api, store, #"{"kind":"cleaning-job","id":"JOB_X123","status":"scheduled","cleaners":["CLN_3"],"x":1}"#)
        #expect(api.respond(to: Self.cancels[0]) == .canceled)
        #expect(
            api.document(CleaningJob.kind, "JOB_X123")
                == #"{"id":"JOB_X123","status":"canceled","cleaners":[],"x":1,"updatedAt":"2025-10-20T10:30:00.000Z"}"#)
        #expect(api.events.map { $0.data["cleaners"] } == [["CLN_3"]])
    }
}
