import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

/// A request with a key of its own is carried out once.
@Suite struct IdempotencyTests {
    static let replayed = "Idempotent-Replayed: true"

    /// Checks that `second` is `first` once more, and says so.
    static func expectReplay(
        _ second: Answer, of first: Answer, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(second.status == 200, sourceLocation: sourceLocation)
        #expect(second.body == first.body, sourceLocation: sourceLocation)
        let fields = first.fields.filter { $0 != replayed && $0 != Answer.unstored } + [replayed, Answer.unstored]
        #expect(second.fields == fields, sourceLocation: sourceLocation)
    }

    @Test(
        "The same request under the same key gets the first answer again, and changes nothing",
        arguments: Change.allCases)
    func replay(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let first = api.respond(to: change.request.keyed("k"))
        #expect(first.status == 200)
        #expect(!first.fields.contains(Self.replayed))
        let before = api.snapshot
        for key in ["k", "\"k\"", "k"] {
            Self.expectReplay(api.respond(to: change.request.keyed(key)), of: first)
        }
        #expect(api.snapshot == before)
        #expect(api.events.count == 1)
    }

    @Test("The first answer is given again whatever has become of the record since", arguments: Change.single)
    func replayAfterChange(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let first = api.respond(to: change.request.keyed("k"))
        for line in Change.records { try api.importRecord(line) }
        Self.expectReplay(api.respond(to: change.request.keyed("k")), of: first)
        #expect(api.respond(to: change.request.keyed("l")).status == 200)
    }

    @Test("A request on a condition is replayed, though the condition no longer holds")
    func replayOfConditional() throws {
        let api = try TestAPI(Change.records)
        let tag = try #require(api.respond(to: .get("/api/work-orders/28", as: .admin)).marks["ETag"])
        let request = Request.cancelWorkOrder("28", as: .admin).keyed("k").with("If-Match", tag)
        let first = api.respond(to: request)
        Self.expectReplay(api.respond(to: request), of: first)
    }

    @Test("A status change that is no cancel is replayed as well")
    func statusChange() throws {
        let api = try TestAPI(Change.records)
        let request = Request.set("completed", "28", as: .staff).keyed("k")
        let first = api.respond(to: request)
        #expect(api.respond(to: .set("pending", "28", as: .staff)).status == 200)
        Self.expectReplay(api.respond(to: request), of: first)
        #expect(api.events.count == 2)
    }

    @Test("C2 the answer is kept by the transaction that it tells of", arguments: Change.allCases)
    func oneTransaction(_ change: Change) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Change.records)
        #expect(api.respond(to: change.request.keyed("k")).status == 200)
        let transaction = try #require(store.transactions.first)
        #expect(store.transactions.count == 1)
        #expect(transaction.writes.map(\.record.key.kind.name).last == "idempotency-key")
        #expect(transaction.events.count == 1)
    }

    private static let reused =
        "Another request was sent with this Idempotency-Key: give each request a key of its own."

    private static let variations: [@Sendable (Change) -> Request] = [
        { $0.other },
        {
            var request = $0.request
            if case .bytes(let bytes) = request.body { request.body = .bytes(bytes + [0x20]) }
            if request.body == .bytes([0x20]) { request.body = .bytes(Array("{}".utf8)) }
            return request
        },
        { $0.request.with(query: "dryRun=false") }, { $0.request.with(query: "DRYRUN=false") },
    ]

    @Test(
        "Another id, body or query under the same key is another request: 422, and nothing changes",
        arguments: Change.allCases, variations.indices)
    func reuse(_ change: Change, variation: Int) throws {
        let api = try TestAPI(Change.records)
        let first = api.respond(to: change.request.keyed("k"))
        let request = Self.variations[variation](change).keyed("k")
        #expect(
            api.respond(to: request)
                == change.answer(422, "idempotency-key-reused", "Idempotency key reused", Self.reused, to: request))
        Self.expectReplay(api.respond(to: change.request.keyed("k")), of: first)
    }

    @Test("Another condition under the same key is another request", arguments: Change.single)
    func otherCondition(_ change: Change) throws {
        let conditions = [
            ("If-Match", "*"), ("If-None-Match", "\"x\""), ("If-Match", "\"x\""), ("If-None-Match", "\"x\", \"y\""),
        ]
        for (name, value) in conditions {
            let api = try TestAPI(Change.records)
            #expect(api.respond(to: change.request.keyed("k")).status == 200)
            #expect(api.respond(to: change.request.keyed("k").with(name, value)).status == 422)
        }
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: change.request.keyed("k").with("If-None-Match", "\"x\"")).status == 200)
        #expect(api.respond(to: change.request.keyed("k").with("If-Match", "\"x\"")).status == 422)
    }

    @Test("A condition in two lines is the same condition as in one")
    func conditionInTwoLines() throws {
        let api = try TestAPI(Change.records)
        let request = Change.dispatchJob.request.keyed("k")
        let first = api.respond(to: request.with("If-None-Match", "\"x\"").with("If-None-Match", "\"y\""))
        #expect(first.status == 200)
        Self.expectReplay(api.respond(to: request.with("If-None-Match", "\"x\",\"y\"")), of: first)
    }
}
