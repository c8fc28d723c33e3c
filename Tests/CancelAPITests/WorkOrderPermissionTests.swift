import Cancellation
import HTTPMessage
import JSON
import Storage
import TestSupport
import Testing

@Suite struct WorkOrderPermissionTests {
    /// Work order 28 is of client 1 and jane@visionwest.org.nz, 30 of client 2 and nobody.
    private func api() throws -> TestAPI { try TestAPI(Records.all) }

    @Test(
        "R3.2 a missing token is told of in the contract's words", arguments: [nil, "Basic YTpi", "Bearer", "Bearer "])
    func missingToken(authorization: String?) throws {
        var request = Request.cancelWorkOrder("28", as: nil)
        if let authorization { request.fields.append("Authorization", authorization) }
        #expect(try api().respond(to: request) == .failure(401, "No token provided!", fields: Answer.noToken))
    }

    @Test(
        "R3.2 whatever is wrong with a token, the answer is the same",
        arguments: [
            "x", "a.b.c", Token.signed(Caller.admin.claims, with: "another secret of more than 32 bytes"),
            Token.signed(["sub": "7", "role": "admin", "exp": 1_760_956_139]),
            Token.signed(["sub": "7", "role": "admin", "nbf": 1_760_956_261]),
            Token.signed(["sub": "7", "role": "admin", "exp": "tomorrow"]),
            Token.signed(Caller.admin.claims, header: ["alg": "none"]), Token.signed(["role": "admin"]),
            Token.signed(Caller.admin.claims) + "A",
        ])
    func badToken(token: String) throws {
        var request = Request.cancelWorkOrder("28", as: nil)
        request.fields.append("Authorization", "Bearer " + token)
        #expect(try api().respond(to: request) == .failure(401, "Unauthorized!", fields: Answer.badToken))
    }

    @Test(
        "R3.2 a token holds from the one second to the other that it names, give or take a minute",
        arguments: [
            ["exp": 1_760_956_201], ["nbf": 1_760_956_200], ["exp": 1_760_956_141], ["nbf": 1_760_956_260],
        ] as [JSONObject])
    func validToken(times: JSONObject) throws {
        var claims = Caller.admin.claims
        for time in times.members { claims[time.name] = time.value }
        #expect(try api().respond(to: .get("/api/work-orders/28", as: Caller(claims))).status == 200)
    }

    @Test(
        "R3.3 a client cancels what it authorized, whatever the case of its email",
        arguments: [
            "jane@visionwest.org.nz", "Jane@VisionWest.Org.NZ",
        ])
    func client(email: String) throws {
        #expect(
            try api().respond(to: .cancelWorkOrder("28", as: .client(email)))
                == .cancelled(workOrder: Records.cancelledWorkOrder))
    }

    @Test(
        "R3.3 whatever falls outside of what a role may do is forbidden",
        arguments: [
            .cancelWorkOrder("28", as: .client("else@visionwest.org.nz")), .cancelWorkOrder("30", as: .jane),
            .set("completed", "28", as: .jane), .set("pending", "28", as: .jane),
            .cancelWorkOrder("30", as: .clientAdmin(1)), .set("pending", "30", as: .clientAdmin(1)),
            .cancelWorkOrder("28", as: Caller("client", "client_admin")),
            .cancelWorkOrder("28", as: .visitor), .cancelWorkOrder("28", as: .dispatcher),
            .cancelWorkOrder("28", as: Caller("super_admin")), .cancelWorkOrder("28", as: .roleless),
            .get("/api/work-orders/30", as: .jane), .get("/api/work-orders/30", as: .clientAdmin(1)),
            .get("/api/work-orders/28/notes", as: .clientAdmin(2)), .get("/api/work-orders", as: .roleless),
            .get("/api/work-orders/summary", as: Caller("client_admin")),
        ] as [Request])
    func forbidden(request: Request) throws {
        #expect(try api().respond(to: request) == .notPermitted)
    }

    @Test(
        "R3.3 what a role may do succeeds",
        arguments: [
            .set("in-progress", "28", as: .clientAdmin(1)), .cancelWorkOrder("28", as: .clientAdmin(1)),
            .set("completed", "30", as: .staff), .set("completed", "30", as: .admin),
            .cancelWorkOrder("30", as: .admin),
            // Whoever holds several roles may do what any of them may.
            .cancelWorkOrder("30", as: Caller("staff", "admin")),
            .cancelWorkOrder(
                "28", as: Caller(["sub": 45, "roles": ["staff", "client"], "email": "JANE@visionwest.org.nz"])),
        ] as [Request])
    func allowed(request: Request) throws {
        #expect(try api().respond(to: request).status == 200)
    }

    @Test(
        "R3.3 staff may not cancel, whatever client they are narrowed to", arguments: [[:], ["X-Client-Context": "1"]])
    func staff(fields: [String: String]) throws {
        #expect(try api().respond(to: .cancelWorkOrder("28", as: .staff, fields)) == .staffMayNot)
    }

    @Test("R3.4 staff and admin narrowed to a client find nothing of another", arguments: [Caller.staff, .admin])
    func narrowed(caller: Caller) throws {
        let api = try api()
        let context = ["X-Client-Context": "2"]
        #expect(api.respond(to: .set("completed", "28", as: caller, context)) == .workOrderNotFound)
        #expect(api.respond(to: .get("/api/work-orders/28", as: caller, context)) == .workOrderNotFound)
        #expect(api.respond(to: .get("/api/work-orders/28/notes", as: caller, context)) == .workOrderNotFound)
        #expect(
            api.respond(to: .get("/api/work-orders/30", as: caller, context))
                == .found(workOrder: #"{"id":30,"status":"pending","client_id":2}"#))
        #expect(api.respond(to: .set("completed", "30", as: caller, context)).status == 200)
    }

    @Test("R3.4 a further role does not lead out of the client that an admin is narrowed to")
    func narrowedWithFurtherRoles() throws {
        let api = try api()
        let caller = Caller(["sub": 45, "roles": ["admin", "client"], "email": "jane@visionwest.org.nz"])
        let context = ["X-Client-Context": "2"]
        #expect(api.respond(to: .cancelWorkOrder("28", as: caller, context)) == .workOrderNotFound)
        #expect(
            api.respond(to: .get("/api/work-orders", as: caller, context))
                == Answer(
                    200, #"{"success":true,"data":[{"id":30,"status":"pending","client_id":2}],"nextCursor":null}"#))
    }

    @Test("R3.4 from other roles the header is ignored, whatever it says", arguments: ["2", "x", ""])
    func ignored(context: String) throws {
        let api = try api()
        let fields = ["X-Client-Context": context]
        #expect(api.respond(to: .get("/api/work-orders/28", as: .clientAdmin(1), fields)).status == 200)
        #expect(api.respond(to: .cancelWorkOrder("28", as: .jane, fields)).status == 200)
    }

    @Test(
        "R3.4 a header that is no integer is refused",
        arguments: ["x", "", "1.0", "1,2", "0x1", "99999999999999999999"])
    func notAnInteger(context: String) throws {
        let refusal = Answer.failure(400, "X-Client-Context must be a client id, an integer.")
        let fields = ["X-Client-Context": context]
        #expect(try api().respond(to: .cancelWorkOrder("28", as: .admin, fields)) == refusal)
        #expect(try api().respond(to: .get("/api/work-orders", as: .staff, fields)) == refusal)
    }

    @Test("R3.4 two headers are no integer")
    func twoHeaders() throws {
        var request = Request.get("/api/work-orders/28", as: .admin, ["X-Client-Context": "1"])
        request.fields.append("x-client-context", "2")
        #expect(
            try api().respond(to: request) == .failure(400, "X-Client-Context must be a client id, an integer."))
    }

    @Test("R3.4 spaces around the client id do not matter")
    func spaces() throws {
        #expect(
            try api().respond(to: .get("/api/work-orders/28", as: .admin, ["X-Client-Context": " 1 "])).status == 200)
    }
}
