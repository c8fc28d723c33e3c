import CancelAPI
import Cancellation
import HTTPMessage
import Identity
import Storage
import Testing

/// What the operator may be told of a request.
struct OutcomeTests {
    private func outcome(_ method: Method, _ path: String, as caller: Caller?) throws -> Outcome {
        CancelAPI(
            store: try TestAPI(Records.all).memory, authenticator: Authenticator(), now: { Timestamp(TestAPI.now)! },
            makeID: { "id" }
        ).respond(to: Request(method, Path(path), claims: caller?.claims))
    }

    @Test func `it has the pattern and not the path`() throws {
        try #expect(outcome(.post, "/jobs/J-1001/cancel", as: .admin).pattern == "/jobs/{id}/cancel")
        try #expect(outcome(.get, "/jobs/J-1001/cancel", as: .admin).pattern == "/jobs/{id}/cancel")
        try #expect(outcome(.get, "/api/work-orders/summary", as: .admin).pattern == "/api/work-orders/summary")
        try #expect(outcome(.get, "/jobs/J-1001", as: .admin).pattern == "/jobs/{id}")
        try #expect(outcome(.get, "/jobs/cancel", as: .admin).pattern == "/jobs/cancel")
        try #expect(outcome(.get, "/jobs", as: .admin).pattern == nil)
    }

    @Test func `it has the subject of a caller who is known, whatever the answer`() throws {
        let subject = Caller.admin.claims["sub"]?.string
        try #expect(outcome(.post, "/jobs/J-1001/cancel", as: .admin).subject == subject)
        try #expect(outcome(.post, "/jobs/NONE/cancel", as: .admin).subject == subject)
        try #expect(outcome(.post, "/jobs/J-1001/cancel", as: nil).subject == nil)
        try #expect(outcome(.get, "/openapi.json", as: .admin).subject == nil)
    }

    @Test("C18 it has one word for why the caller was refused, and none where something else was wrong")
    func refusal() throws {
        try #expect(outcome(.post, "/jobs/J-1001/cancel", as: nil).refusal == "no-token")
        try #expect(outcome(.post, "/api/jobs/JOB_X123/cancel", as: nil).refusal == "no-token")
        try #expect(outcome(.post, "/api/jobs/JOB_X123/cancel", as: .visitor).refusal == "missing-role")
        try #expect(outcome(.post, "/jobs/J-1001/cancel", as: .visitor).refusal == "missing-role")
        try #expect(outcome(.get, "/api/work-orders/28", as: .visitor).refusal == "missing-role")
        try #expect(outcome(.get, "/api/work-orders/28", as: .client("other@x.example")).refusal == "not-permitted")
        try #expect(outcome(.post, "/jobs/NONE/cancel", as: .admin).refusal == nil)
        try #expect(outcome(.post, "/jobs/J-1001/cancel", as: .admin).refusal == nil)
        try #expect(outcome(.get, "/nowhere", as: nil).refusal == nil)
    }
}
