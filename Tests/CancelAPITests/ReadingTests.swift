import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

@Suite struct ReadingTests {
    private static let jane = "jane@example.org"
    private static let both = Caller(
        ["sub": "1", "roles": ["client_admin", "client"], "client_id": 1, "email": .string(jane)])

    /// Work orders of client 1 and of jane, of either, and of neither.
    private func api() throws -> TestAPI {
        try TestAPI(
            Records.workOrder(1, "pending", client: 1, email: Self.jane), Records.workOrder(2, "completed", client: 1),
            Records.workOrder(3, "cancelled", client: 2, email: Self.jane), Records.workOrder(4, "pending", client: 2),
            Records.workOrder(5, "in-progress"))
    }

    private func ids(_ answer: Answer) -> [Int] {
        (answer.json["data"]?.array ?? []).compactMap { $0.object?["id"]?.integer }
    }

    @Test("R3.8 a work order is answered whole")
    func workOrder() throws {
        let api = try TestAPI(Records.workOrder)
        #expect(
            api.respond(to: .get("/api/work-orders/28", as: .jane))
                == .found(workOrder: "{\(Records.workOrderMembers(.before))}"))
        #expect(api.respond(to: .get("/api/work-orders/99999", as: .jane)) == .workOrderNotFound)
    }

    @Test(
        "R3.8 a caller sees what it may touch, newest change first",
        arguments: [
            (.admin, [:], [5, 4, 3, 2, 1]), (.staff, [:], [5, 4, 3, 2, 1]),
            (.staff, ["X-Client-Context": "2"], [4, 3]),
            (.clientAdmin(1), [:], [2, 1]), (.client(jane), [:], [3, 1]), (both, [:], [3, 2, 1]),
            (.clientAdmin(7), [:], []),
        ] as [(Caller, [String: String], [Int])])
    func visible(caller: Caller, fields: [String: String], expected: [Int]) throws {
        let api = try api()
        #expect(ids(api.respond(to: .get("/api/work-orders", as: caller, fields))) == expected)
        let summary = api.respond(to: .get("/api/work-orders/summary", as: caller, fields))
        #expect(summary.json["data"]?.object?["total"]?.integer == expected.count)
        for id in 1...5 {
            let status = api.respond(to: .get("/api/work-orders/\(id)", as: caller, fields)).status
            #expect((status == 200) == expected.contains(id))
        }
    }

    @Test(
        "R3.8 a list can be of one status",
        arguments: [
            ("pending", [4, 1]), ("in-progress", [5]), ("completed", [2]), ("cancelled", [3]),
        ])
    func status(status: String, expected: [Int]) throws {
        #expect(ids(try api().respond(to: .get("/api/work-orders?status=\(status)", as: .admin))) == expected)
    }

    @Test("R3.8 a list is answered whole, with the cursor of the next page or null")
    func list() throws {
        let api = try api()
        #expect(
            api.respond(to: .get("/api/work-orders?status=cancelled", as: .admin))
                == Answer(
                    200,
                    #"{"success":true,"data":[{"id":3,"status":"cancelled","client_id":2,"#
                        + #""authorized_email":"jane@example.org"}],"nextCursor":null}"#))
        let page = api.respond(to: .get("/api/work-orders?limit=1", as: .admin))
        let cursor = try #require(page.json["nextCursor"]?.string)
        #expect(
            page
                == Answer(
                    200, #"{"success":true,"data":[{"id":5,"status":"in-progress"}],"nextCursor":"\#(cursor)"}"#))
    }

    @Test(
        "R3.8 the summary counts what the caller may see by status, each work order once",
        arguments: [
            (.admin, #"{"pending":2,"in-progress":1,"completed":1,"cancelled":1,"total":5}"#),
            (.clientAdmin(1), #"{"pending":1,"in-progress":0,"completed":1,"cancelled":0,"total":2}"#),
            (.client(jane), #"{"pending":1,"in-progress":0,"completed":0,"cancelled":1,"total":2}"#),
            (both, #"{"pending":1,"in-progress":0,"completed":1,"cancelled":1,"total":3}"#),
            (.clientAdmin(7), #"{"pending":0,"in-progress":0,"completed":0,"cancelled":0,"total":0}"#),
        ] as [(Caller, String)])
    func summary(caller: Caller, data: String) throws {
        #expect(try api().respond(to: .get("/api/work-orders/summary", as: caller)) == .found(data))
    }

    @Test("R3.8 counts and lists show a cancel as soon as it has been answered")
    func afterACancel() throws {
        let api = try api()
        #expect(api.respond(to: .cancelWorkOrder("1", as: .client(Self.jane))).status == 200)
        #expect(
            api.respond(to: .get("/api/work-orders/summary", as: .client(Self.jane)))
                == .found(#"{"pending":0,"in-progress":0,"completed":0,"cancelled":2,"total":2}"#))
        #expect(ids(api.respond(to: .get("/api/work-orders?status=cancelled", as: .admin))) == [1, 3])
        #expect(ids(api.respond(to: .get("/api/work-orders?status=pending", as: .admin))) == [4])
        #expect(ids(api.respond(to: .get("/api/work-orders", as: Self.both))) == [1, 3, 2])
    }

    @Test("R3.8 notes come oldest first, those of the work order alone, also where there are more than fit a page")
    func notes() throws {
        let api = try api()
        for number in 1...450 {
            try api.importRecord(
                #"{"kind":"work-order-note","id":"n-\#(number)","work_order_id":\#(number % 2 + 1),"note":"x"}"#)
        }
        _ = api.respond(to: .cancelWorkOrder("1", as: .admin))
        let data = api.respond(to: .get("/api/work-orders/1/notes", as: .admin)).json["data"]?.array ?? []
        #expect(
            data.map { $0.object?["id"]?.string ?? "" }
                == stride(from: 2, through: 450, by: 2).map { "n-\($0)" } + ["id-1"])
        #expect(api.respond(to: .get("/api/work-orders/3/notes", as: .admin)) == .found("[]"))
    }

    @Test(
        "R3.8 the limit is an integer from 1 to 200", arguments: ["", "0", "201", "-1", "x", "1.0", "1e1", "%20", "١"])
    func badLimit(limit: String) throws {
        #expect(
            try api().respond(to: .get("/api/work-orders?limit=\(limit)", as: .admin))
                == .failure(400, #""limit" must be an integer from 1 to 200."#))
    }

    @Test(
        "R3.8 the cursor is one that was given",
        arguments: ["", "x!", "-1", "1.5", "1-", "1_", "_1", "1_1_1", "1-1_1", "3w5e11264sgsg"])
    func badCursor(cursor: String) throws {
        #expect(
            try api().respond(to: .get("/api/work-orders?cursor=\(cursor)", as: .admin))
                == .failure(400, #""cursor" must be the nextCursor of an earlier answer."#))
    }

    @Test(
        "R3.8 a status outside the four is refused", arguments: ["", "Pending", "canceled", "pending,completed", "x"])
    func badStatus(status: String) throws {
        #expect(try api().respond(to: .get("/api/work-orders?status=\(status)", as: .admin)) == .notOneOfFour)
    }

    @Test("A parameter that comes twice is refused", arguments: ["status=pending", "limit=1", "cursor=1"])
    func twice(parameter: String) throws {
        let name = parameter.prefix { $0 != "=" }
        #expect(
            try api().respond(to: .get("/api/work-orders?\(parameter)&\(parameter)", as: .admin))
                == .failure(400, #""\#(name)" may be given once."#))
    }

    @Test("A parameter that no one knows is ignored")
    func unknownParameter() throws {
        #expect(ids(try api().respond(to: .get("/api/work-orders?sort=id&limit=2", as: .admin))) == [5, 4])
    }
}
