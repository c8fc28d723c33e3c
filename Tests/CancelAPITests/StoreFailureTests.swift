import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

@Suite struct StoreFailureTests {
    private static let gone = StoreError.unavailable("the disk is full")
    private static let tryAgain = "The store cannot be used now. Nothing was changed; try again."
    private static let lookAgain =
        "The store failed before the change was safe: look again before you rely on either outcome."

    /// Each contract's answer to a store that cannot be used, and to one of which nobody knows what it has kept.
    private static let contracts: [(Request, unavailable: Answer, uncertain: Answer)] = [
        (
            .cancelCleaning("JOB_X123", as: .admin), .error(500, "Internal Server Error"),
            .error(500, "Internal Server Error")
        ),
        (
            .cancelDispatch("J-1001", as: .admin),
            .problem(503, "store-unavailable", "Store unavailable", tryAgain, at: "/jobs/J-1001/cancel"),
            .problem(503, "outcome-unknown", "Outcome unknown", lookAgain, at: "/jobs/J-1001/cancel")
        ),
        (.cancelWorkOrder("28", as: .admin), .failure(503, tryAgain), .failure(503, lookAgain)),
    ]

    @Test("R1.6 a store that fails is told of as each contract says, and reported", arguments: contracts)
    func failing(request: Request, unavailable: Answer, uncertain: Answer) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        for operation in [FaultyStore.Operation.load, .commit] {
            for (error, answer) in [(Self.gone, unavailable), (.uncertain("no sync"), uncertain)] {
                store.faults = [operation: [error]]
                #expect(api.respond(to: request) == answer)
                #expect(api.reported.last == error)
            }
        }
    }

    @Test("C2 what cannot be made durable is not answered with success", arguments: contracts)
    func unconfirmed(request: Request, unavailable: Answer, uncertain: Answer) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        store.faults = [.synchronize: [.uncertain("no sync")]]
        #expect(api.respond(to: request, changesNothingWhenRefused: false) == uncertain)
        store.faults = [.synchronize: [Self.gone]]
        #expect(api.respond(to: request, changesNothingWhenRefused: false) == unavailable)
        #expect(api.reported == [.uncertain("no sync"), Self.gone])
    }

    private static let reading = [
        "/api/work-orders", "/api/work-orders/28", "/api/work-orders/28/notes", "/api/work-orders/summary",
    ]

    @Test("C2 nothing is shown of a store that cannot confirm what it shows", arguments: reading)
    func unconfirmedReading(path: String) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        store.faults = [.synchronize: [Self.gone]]
        #expect(api.respond(to: .get(path, as: .admin)) == .failure(503, Self.tryAgain))
    }

    @Test(
        "A store that fails while it is read is told of",
        arguments: [
            (reading[0], .page), (reading[1], .load), (reading[2], .load), (reading[2], .page),
            (reading[3], .counts),
        ] as [(String, FaultyStore.Operation)])
    func failingReading(path: String, operation: FaultyStore.Operation) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        store.faults = [operation: [Self.gone]]
        #expect(api.respond(to: .get(path, as: .admin)) == .failure(503, Self.tryAgain))
        #expect(api.respond(to: .get(path, as: .admin)).status == 200)
    }

    @Test("The document can be had, or not, as it says itself", arguments: [gone, .uncertain("no sync")])
    func openAPI(error: StoreError) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, [])
        store.faults = [.synchronize: [error]]
        #expect([200, 503].contains(api.respond(to: .get("/openapi.json", as: nil)).status))
    }

    @Test("A record that cannot be read is a failure of the store, for each contract", arguments: contracts)
    func unreadableRecord(request: Request, unavailable: Answer, uncertain: Answer) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, [])
        let keys = [
            RecordKey(CleaningJob.kind, "JOB_X123"), RecordKey(DispatchJob.kind, "J-1001"),
            RecordKey(WorkOrder.kind, "28"),
        ]
        try store.memory.commit(
            Transaction(
                at: api.now,
                writes: keys.map { .init(Record($0, status: "", scopes: [], document: [:]), replacing: nil) }))
        #expect(api.respond(to: request) == unavailable)
        #expect(api.reported.count == 1)
    }
}
