import HTTPMessage
import JSON
import Testing

/// No answer shows one client's work orders to another (R3.3, R3.4, R3.8).
@Suite struct TenantTests {
    private func all(_ answer: Answer) -> String { "\(answer)".lowercased() }

    /// The whole answer but for the place of an event in the list of all, which counts those of others.
    private func withoutPlace(_ answer: Answer) -> String { "\(answer)".replacing(/;sequence=\d{20}/, with: "") }

    /// The answer in which a work order that exists and may not be touched (R3.3) is one that does not exist: that there
    /// is one is all that a refusal may tell.
    private func withoutExistence(_ answer: Answer) -> String {
        withoutPlace(answer).replacing("403", with: "404")
            .replacing("You do not have permission to update this work order.", with: "Work order not found")
    }

    private func secrets(_ api: TestAPI) -> [String] {
        api.snapshot.records.map { "\($0)" }.filter { $0.contains(Tenants.secret) }
    }

    @Test(
        "Every route answers a stranger as if another client's work orders did not exist", arguments: Tenants.strangers)
    func matrix(_ stranger: Tenants.Stranger) throws {
        let tag = try #require(
            Tenants.world(withSecrets: true).respond(to: .get("/api/work-orders/202", as: .admin)).marks["ETag"])
        for operation in Documentation.operations {
            guard let requests = Tenants.requests(operation.method, operation.path, by: stranger) else {
                Issue.record("nobody has thought of what \(operation.method) \(operation.path) could show")
                continue
            }
            var (world, other) = try Tenants.worlds()
            for request in requests {
                // Reads leave both as they are.
                if request.method != .get { (world, other) = try Tenants.worlds() }
                let before = secrets(world)
                for request in Tenants.manners(request, tag: tag) {
                    let (answer, expected) = (world.respond(to: request), other.respond(to: request))
                    #expect(!all(answer).contains(Tenants.secret.lowercased()))
                    if stranger.isNarrowed {
                        #expect(withoutPlace(answer) == withoutPlace(expected))
                    } else {
                        #expect(withoutExistence(answer) == withoutExistence(expected))
                    }
                }
                #expect(secrets(world) == before)
            }
        }
    }

    @Test("R3.3 what exists is forbidden, R3.4 what is outside a context is not found", arguments: Tenants.strangers)
    func words(_ stranger: Tenants.Stranger) throws {
        guard let caller = stranger.caller else { return }
        let world = try Tenants.world(withSecrets: true)
        let expected = stranger.isNarrowed ? Answer.workOrderNotFound : .notPermitted
        for path in ["/api/work-orders/202", "/api/work-orders/202/notes"] {
            #expect(world.respond(to: .get(path, as: caller, stranger.fields)) == expected)
        }
        let cancel = world.respond(to: .cancelWorkOrder("202", as: caller, stranger.fields))
        #expect(cancel == (stranger.description.hasPrefix("staff") ? .staffMayNot : expected))
    }

    @Test("The matrix would see a leak: who may see the secrets is shown them")
    func control() throws {
        let insider = Tenants.Stranger(description: "admin", caller: .admin)
        var shown: [String] = []
        for operation in Documentation.operations {
            for request in Tenants.requests(operation.method, operation.path, by: insider) ?? [] {
                let answer = try Tenants.world(withSecrets: true).respond(to: request)
                if all(answer).contains(Tenants.secret.lowercased()) { shown.append(operation.path) }
            }
        }
        #expect(
            Set(shown) == [
                "/api/work-orders", "/api/work-orders/{id}", "/api/work-orders/{id}/notes",
                "/api/work-orders/{id}/status", "/api/work-orders/cancel",
            ])
        // Kept answers are shown to those who got them.
        let world = try Tenants.world(withSecrets: true)
        let owner = Caller(["sub": "u-1", "roles": ["client_admin"], "client_id": 2])
        #expect(all(world.respond(to: .cancellation(Tenants.key, as: owner))).contains(Tenants.secret.lowercased()))
    }
}
