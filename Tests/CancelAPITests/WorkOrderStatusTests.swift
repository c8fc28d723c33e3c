import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

@Suite struct WorkOrderStatusTests {
    @Test("R3.7 a cancel is answered as in the contract's example, members in their order")
    func cancel() throws {
        let api = try TestAPI(Records.workOrder)
        #expect(api.respond(to: .cancelWorkOrder("28", as: .jane)) == .cancelled(workOrder: Records.cancelledWorkOrder))
        #expect(api.document(WorkOrder.kind, "28") == Records.cancelledWorkOrder)
    }

    @Test("R3.6 a cancel adds one note with the columns of the contract's table")
    func note() throws {
        let api = try TestAPI(Records.workOrder)
        _ = api.respond(to: .cancelWorkOrder("28", as: .jane))
        #expect(
            api.respond(to: .get("/api/work-orders/28/notes", as: .jane))
                == .found(
                    #"[{"id":"id-1","work_order_id":28,"note":"Work order cancelled by Jane Manager","created_by":45,"#
                        + #""client_id":1,"createdAt":"2025-10-20T10:30:00.000Z","#
                        + #""updatedAt":"2025-10-20T10:30:00.000Z"}]"#))
    }

    @Test(
        "R3.6 the full name is the claim full_name, else name, else email, else sub",
        arguments: [
            (["full_name": "Full", "name": "Name", "email": "e@x.org"], "Full"),
            (["full_name": "", "name": "Name", "email": "e@x.org"], "Name"),
            (["name": "Name", "email": "e@x.org"], "Name"),
            (["email": "e@x.org"], "e@x.org"),
            ([:], "7"),
        ] as [(JSONObject, String)])
    func fullName(names: JSONObject, actor: String) throws {
        let api = try TestAPI(Records.workOrder)
        var claims: JSONObject = ["sub": "7", "role": "admin"]
        for name in names.members { claims[name.name] = name.value }
        _ = api.respond(to: .cancelWorkOrder("28", as: Caller(claims)))
        let note = api.document(WorkOrderNote.kind, "id-1")
        #expect(note?.contains(#""note":"Work order cancelled by \#(actor)""#) == true)
    }

    @Test("R3.6 other changes of the status add no note", arguments: ["in-progress", "completed"])
    func noNote(status: String) throws {
        let api = try TestAPI(Records.workOrder)
        #expect(api.respond(to: .set(status, "28", as: .staff)).status == 200)
        #expect(api.respond(to: .get("/api/work-orders/28/notes", as: .staff)) == .found("[]"))
    }

    @Test("R3.5 a completed work order may be cancelled, and completed again it may not")
    func completed() throws {
        let api = try TestAPI(Records.workOrder(28, "completed"))
        #expect(api.respond(to: .cancelWorkOrder("28", as: .admin)).status == 200)
        #expect(api.respond(to: .set("completed", "28", as: .admin)) == .alreadyCancelled)
    }

    @Test(
        "R3.5 setting the status that it already has succeeds and writes nothing",
        arguments: [
            "pending", "in-progress", "completed",
        ])
    func same(status: String) throws {
        let api = try TestAPI(Records.workOrder(28, status))
        let before = api.snapshot
        #expect(
            api.respond(to: .set(status, "28", as: .staff)) == .updated(#"{"id":28,"status":"\#(status)"}"#))
        #expect(api.snapshot == before)
    }

    @Test("R3.5 every status but cancelled can be left for every other")
    func everyChange() throws {
        for from in WorkOrder.Status.allCases {
            for to in WorkOrder.Status.allCases where to != from {
                let api = try TestAPI(Records.workOrder(28, from.rawValue))
                let answer = api.respond(to: .set(to.rawValue, "28", as: .admin))
                let changed = #"{"id":28,"status":"\#(to.rawValue)","updatedAt":"2025-10-20T10:30:00.000Z"}"#
                let expected = to == .cancelled ? Answer.cancelled(workOrder: changed) : .updated(changed)
                #expect(answer == (from == .cancelled ? .alreadyCancelled : expected))
            }
        }
    }

    @Test("R3.7 updatedAt moves on to the moment of the change")
    func updatedAt() throws {
        let api = try TestAPI(Records.workOrder)
        _ = api.respond(to: .set("in-progress", "28", as: .staff))
        api.now = Timestamp("2025-10-21T00:00:00.001Z")!
        let answer = api.respond(to: .set("completed", "28", as: .staff))
        #expect(answer.json["data"]?.object?["updatedAt"] == "2025-10-21T00:00:00.001Z")
    }

    @Test(
        "A cancel is told of as one event, other changes as one of another type",
        arguments: [
            ("cancelled", "WorkOrderCancelled"), ("completed", "WorkOrderStatusChanged"),
        ])
    func event(status: String, type: String) throws {
        let api = try TestAPI(Records.workOrder)
        _ = api.respond(to: .set(status, "28", as: .admin))
        #expect(
            api.events == [
                Event(
                    id: "id-1", type: type, subject: "work-order/28", time: api.now,
                    data: [
                        "workOrderId": 28, "jobNo": "WO-2025-001", "clientId": 1, "previousStatus": "pending",
                        "status": .string(status), "reason": nil, "changedBy": "7", "changedAt": .string(TestAPI.now),
                        "actor": ["id": "7", "name": "Ada Admin"],
                    ])
            ])
    }
}
