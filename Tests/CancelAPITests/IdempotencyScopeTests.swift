import HTTPMessage
import JSON
import Testing

/// A key belongs to the caller with its roles, email and client, and to the route.
@Suite struct IdempotencyScopeTests {
    private static let caller: JSONObject = [
        "sub": "u-1", "roles": roles(Change.roles + ["client_admin", "client"]), "email": "u@example.org",
        "client_id": 1,
    ]

    private static func roles(_ roles: [String]) -> JSONValue { .array(roles.map { .string($0) }) }

    private static func caller(_ member: String, _ value: JSONValue) -> Caller {
        var claims = caller
        claims[member] = value
        return Caller(claims)
    }

    private static let others = [
        caller("sub", "u-2"), caller("roles", roles(Change.roles + ["client_admin"])),
        caller("email", "v@example.org"),
        caller("roles", roles(Change.roles + ["client_admin", "client", "staff"])), caller("client_id", 2),
        caller("client_id", nil), caller("email", nil), caller("email_verified", false),
    ]

    @Test("Another caller's key is another key, and so is that of a caller who has changed", arguments: others)
    func otherCaller(_ other: Caller) throws {
        for change in Change.single {
            let api = try TestAPI(Change.records)
            #expect(api.respond(to: change.request(as: Caller(Self.caller)).keyed("k")).status == 200)
            let answer = api.respond(to: change.request(as: other).keyed("k"))
            // Decided anew: cancelled already, each contract in its way.
            #expect(answer.status == change.repeatedStatus)
            #expect(!answer.fields.contains(IdempotencyTests.replayed))
            #expect(api.respond(to: .cancellation("k", as: other)).status == 404)
        }
    }

    @Test(
        "What a caller may do nothing with makes it no other caller",
        arguments: [
            caller("full_name", "U"), caller("exp", 4_000_000_000),
            caller("roles", roles(["client"] + Change.roles.map { $0.uppercased() } + ["client_admin"])),
        ])
    func sameCaller(_ same: Caller) throws {
        let api = try TestAPI(Change.records)
        let first = api.respond(to: Change.dispatchJob.request(as: Caller(Self.caller)).keyed("k"))
        IdempotencyTests.expectReplay(
            api.respond(to: Change.dispatchJob.request(as: same).keyed("k")), of: first)
    }

    @Test("R3.4 narrowed to another client, or no longer, a caller has other keys")
    func otherContext() throws {
        let contexts: [[String: String]] = [[:], ["X-Client-Context": "1"], ["X-Client-Context": "01"]]
        for first in contexts {
            let api = try TestAPI(Change.records)
            let answer = api.respond(to: .cancelWorkOrder("28", as: .admin, first).keyed("k"))
            #expect(answer.status == 200)
            for context in contexts where context != first {
                #expect(api.respond(to: .cancelWorkOrder("28", as: .admin, context).keyed("k")) == .alreadyCancelled)
                #expect(api.respond(to: .cancellation("k", as: .admin, context)).status == 404)
            }
            #expect(
                api.respond(to: .cancelWorkOrder("28", as: .admin, ["X-Client-Context": "2"]).keyed("k"))
                    == .workOrderNotFound)
            IdempotencyTests.expectReplay(api.respond(to: .cancellation("k", as: .admin, first)), of: answer)
        }
    }

    @Test("One key names a request on each route")
    func otherRoute() throws {
        let api = try TestAPI(Change.records)
        var answers: [Answer] = []
        for change in Change.allCases { answers.append(api.respond(to: change.request.keyed("k"))) }
        #expect(answers.allSatisfy { $0.status == 200 && !$0.fields.contains(IdempotencyTests.replayed) })
        // Of what the bulk routes found nothing was left to change, and so nothing to keep.
        for (change, answer) in zip(Change.allCases, answers) where Change.single.contains(change) {
            IdempotencyTests.expectReplay(api.respond(to: change.request.keyed("k")), of: answer)
        }
    }

    @Test("A role that may not is refused under a key that was used, too")
    func refusedFirst() throws {
        let api = try TestAPI(Change.records)
        for change in Change.allCases { #expect(api.respond(to: change.other.keyed("k")).status == 200) }
        #expect(api.respond(to: Change.cleaningJob.request(as: .visitor).keyed("k")).status == 401)
        #expect(api.respond(to: Change.dispatchJob.request(as: .visitor).keyed("k")).status == 403)
        #expect(api.respond(to: Change.workOrder.request(as: .staff).keyed("k")) == .staffMayNot)
        for change in Change.allCases { #expect(api.respond(to: change.request(as: nil).keyed("k")).status == 401) }
    }
}
