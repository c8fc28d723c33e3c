import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

/// `GET /api/cancellations/{key}`: what came of a request whose answer did not arrive.
@Suite struct CancellationsTests {
    private static let nothingKept = (
        404, "cancellation-not-found", "Cancellation not found",
        "No request of yours was carried out under this key in the last 24 hours: it can be sent again."
    )

    private func notFound(_ path: String) -> Answer {
        let (status, type, title, detail) = Self.nothingKept
        return .problem(status, type, title, detail, at: path)
    }

    @Test("The caller gets the first answer, with its receipts", arguments: Change.allCases)
    func found(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let first = api.respond(to: change.request.keyed("k"))
        let before = api.snapshot
        IdempotencyTests.expectReplay(api.respond(to: .cancellation("k", as: .admin)), of: first)
        #expect(api.snapshot == before)
        var head = Request.cancellation("k", as: .admin)
        head.method = .head
        #expect(api.respond(to: head).status == 200)
    }

    @Test("A key that nobody used is not found")
    func unused() throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: .cancellation("k", as: .admin)) == notFound("/api/cancellations/k"))
        #expect(api.respond(to: Change.dispatchJob.request.keyed("k")).status == 200)
        #expect(api.respond(to: .cancellation("K", as: .admin)) == notFound("/api/cancellations/K"))
        #expect(api.respond(to: .cancellation("k", as: .dispatcher)) == notFound("/api/cancellations/k"))
    }

    @Test("Of requests on several routes the newest is told of")
    func newest() throws {
        for changes in [[Change.cleaningJob, .dispatchJob, .workOrder], [.workOrder, .dispatchJob, .cleaningJob]] {
            let api = try TestAPI(Change.records)
            for change in changes {
                let answer = api.respond(to: change.request.keyed("k"))
                IdempotencyTests.expectReplay(api.respond(to: .cancellation("k", as: .admin)), of: answer)
            }
        }
    }

    @Test(
        "A key is written in the path with its escapes",
        arguments: [
            ("a b", "a%20b"), ("a/b", "a%2Fb"), ("\"a,b\"", "a,b"), (#""a\"b\\c""#, "a%22b%5Cc"), ("100%", "100%25"),
            ("%41", "%2541"), ("a?b#c", "a%3Fb%23c"), ("..", "%2E%2E"), ("a+b", "a+b"), ("key", "%6Bey"),
            (String(repeating: "k", count: 255), String(repeating: "k", count: 255)),
        ])
    func escapes(field: String, segment: String) throws {
        let api = try TestAPI(Change.records)
        let first = api.respond(to: Change.dispatchJob.request.keyed(field))
        IdempotencyTests.expectReplay(api.respond(to: .cancellation(segment, as: .admin)), of: first)
    }

    @Test("What is no key is refused", arguments: ["", "%0A", "%C3%A9", "%00", String(repeating: "k", count: 256)])
    func noKey(segment: String) throws {
        let answer = try TestAPI(Change.records).respond(to: .cancellation(segment, as: .admin))
        #expect(answer.status == 400)
        #expect(
            answer.json["detail"] == "The key must be 1 to 255 printable characters in the path.")
    }

    @Test("Nobody is told without a token, or in answer to another method")
    func refused() throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: Change.dispatchJob.request.keyed("k")).status == 200)
        #expect(api.respond(to: .cancellation("k", as: nil)).status == 401)
        #expect(api.respond(to: Request(.post, "/api/cancellations/k", as: .admin)).status == 405)
        #expect(api.respond(to: .get("/api/cancellations", as: .admin)).status == 404)
    }

    @Test("A kept answer that cannot be read is a failure of the store", arguments: Change.allCases)
    func unreadable(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: change.request.keyed("k")).status == 200)
        let kept = try #require(api.snapshot.records.first { $0.record.key.kind.name == "idempotency-key" })
        try api.memory.commit(
            Transaction(
                at: api.now,
                writes: [
                    .init(Record(kept.record.key, status: "", scopes: [], document: [:]), replacing: kept.version)
                ]))
        #expect(api.respond(to: change.request.keyed("k")).status == (change == .cleaningJob ? 500 : 503))
        #expect(api.respond(to: .cancellation("k", as: .admin)).status == 503)
    }
}
