import HTTPMessage
import Storage
import Testing

/// `GET /health`.
@Suite struct HealthTests {
    private static let ok = Answer(200, #"{"status":"ok"}"#)
    private static let unavailable = Answer(503, #"{"status":"unavailable"}"#, fields: Answer.retryAfter(503))

    @Test("C17 a store that can be used gets ok, whoever asks, and nothing is written")
    func healthy() throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        let before = api.snapshot
        let forged = Request.get("/health", as: nil).with("Authorization", "Bearer x")
        for request in [
            .get("/health", as: nil), forged, .get("/health?verbose=1", as: .visitor), .get("/health", as: .admin),
            Request(.head, "/health", as: nil),
        ] {
            #expect(api.respond(to: request) == Self.ok)
        }
        #expect(api.snapshot == before)
        #expect(Set(store.calls) == [.checkHealth, .synchronize])
    }

    @Test(
        "C17 a store that cannot be used gets 503, the answer does not say why, and the log does",
        arguments: [FaultyStore.Operation.checkHealth, .synchronize],
        [StoreError.unavailable("the disk is full"), .uncertain("no sync")])
    func failing(operation: FaultyStore.Operation, error: StoreError) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        store.faults = [operation: [error]]
        #expect(api.respond(to: .get("/health", as: nil)) == Self.unavailable)
        #expect(api.reported == [error])
        #expect(api.respond(to: .get("/health", as: nil)) == Self.ok)
    }

    @Test("C17 other refusals have the same form")
    func refusals() throws {
        let api = try TestAPI()
        for method in [Method.post, .options, .patch] {
            #expect(
                api.respond(to: Request(method, "/health", as: nil))
                    == Answer(405, #"{"status":"method-not-allowed"}"#, fields: ["Allow: GET, HEAD"]))
        }
        #expect(
            api.respond(to: Request(.get, "/health", as: nil, "{")) == Answer(400, #"{"status":"bad-request"}"#))
    }
}
