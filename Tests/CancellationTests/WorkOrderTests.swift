import Cancellation
import JSON
import Storage
import Testing

@Suite struct WorkOrderTests {
    private static let admin = access(["admin"])

    @Test("R3.7 a cancelled work order keeps its members in their order; updatedAt moves on")
    func cancel() throws {
        let workOrder = try contractWorkOrder()
        let change = try #require(workOrder.set(status: "cancelled", by: Self.admin, intent()).change)
        var expected = workOrder.document
        expected["status"] = "cancelled"
        expected["updatedAt"] = "2025-10-20T10:30:00.000Z"
        #expect(change.record.document.text == expected.text)
        #expect(change.record.status == "cancelled")
        #expect(change.record.scopes == workOrder.record.scopes)
        #expect(try WorkOrder(change.record.document).record == change.record)
    }

    @Test("R3.6 a cancel adds one note, in the field names of the contract's table")
    func note() throws {
        let workOrder = try contractWorkOrder()
        let change = try #require(workOrder.set(status: "cancelled", by: Self.admin, intent()).change)
        #expect(
            change.notes.map(\.document.text) == [
                #"{"id":"i-1","work_order_id":28,"note":"Work order cancelled by Jane Manager","created_by":45,"#
                    + #""client_id":1,"createdAt":"2025-10-20T10:30:00.000Z","updatedAt":"2025-10-20T10:30:00.000Z"}"#
            ])
        #expect(change.notes.map(\.key) == [RecordKey(WorkOrderNote.kind, "i-1")])
        #expect(change.notes.map(\.lists) == [[WorkOrderNote.list(on: workOrder.id)]])
    }

    @Test(
        "R3.6 created_by is the user id as its owner wrote it",
        arguments: [("45", 45), ("auth0|45", "auth0|45"), ("045", "045"), ("-7", -7)] as [(String, JSONValue)])
    func noteAuthor(id: String, createdBy: JSONValue) throws {
        let change = try contractWorkOrder()
            .set(status: "cancelled", by: Self.admin, intent(by: Actor(id: id, name: "N"))).change
        #expect(change?.notes.first?.document["created_by"] == createdBy)
    }

    @Test("R3.6 the note on a work order without a client has none either")
    func noteWithoutClient() throws {
        let change = try workOrder(1).set(status: "cancelled", by: Self.admin, intent()).change
        #expect(change?.notes.first?.document["client_id"] == .null)
    }

    @Test("R3.6 a change to another status adds no note", arguments: ["in-progress", "completed"])
    func noNote(status: String) throws {
        let change = try #require(contractWorkOrder().set(status: status, by: Self.admin, intent()).change)
        #expect(change.notes.isEmpty)
        #expect(change.event.type == "WorkOrderStatusChanged")
    }

    @Test("R3.5 only cancelled is final", arguments: WorkOrder.Status.allCases, WorkOrder.Status.allCases)
    func everyUpdate(from: WorkOrder.Status, to: WorkOrder.Status) throws {
        let workOrder = try contractWorkOrder(status: from.rawValue)
        let decision = workOrder.set(status: to.rawValue, by: Self.admin, intent())
        switch (from, to) {
        case (.cancelled, _): #expect(decision == .refused(.cancelled))
        case _ where from == to: #expect(decision == .unchanged)
        default:
            let change = try #require(decision.change)
            #expect(change.record.status == to.rawValue)
            #expect(change.audit.from == from.rawValue)
            #expect(change.audit.to == to.rawValue)
            #expect(change.event.type == (to == .cancelled ? "WorkOrderCancelled" : "WorkOrderStatusChanged"))
        }
    }

    @Test(
        "R3.1 a status outside the four is refused, after a work order that is cancelled already",
        arguments: ["", "Cancelled", "canceled", "in progress", "done"])
    func unknownStatus(status: String) throws {
        #expect(
            try contractWorkOrder().set(status: status, by: Self.admin, intent()) == .refused(.unknownStatus))
        #expect(
            try contractWorkOrder(status: "cancelled").set(status: status, by: Self.admin, intent())
                == .refused(.cancelled))
    }

    @Test("R3.1 permission is checked before the work order's status and the status asked for")
    func permissionFirst() throws {
        let stranger = access(["client"], email: "else@example.org")
        for status in ["cancelled", "pending", "done"] {
            #expect(
                try contractWorkOrder(status: "cancelled").set(status: status, by: stranger, intent())
                    == .refused(.notPermitted))
        }
    }

    @Test("R3.4 outside of the client that the caller has narrowed itself to, there is nothing")
    func hidden() throws {
        let narrowed = access(["admin"], context: 2)
        #expect(try contractWorkOrder().set(status: "cancelled", by: narrowed, intent()) == .refused(.notFound))
    }

    @Test("R3.1 staff who ask for cancelled are refused before anything else, others learn first what is not there")
    func missing() {
        for status in ["cancelled", "pending", "done"] {
            let ofStaff = WorkOrder.set(status: status, of: nil, by: access(["staff"]), intent())
            #expect(ofStaff == .refused(status == "cancelled" ? .staffMayNotCancel : .notFound))
            for roles in [["admin"], ["staff", "admin"], ["visitor"], []] {
                #expect(
                    WorkOrder.set(status: status, of: nil, by: access(roles), intent()) == .refused(.notFound))
            }
        }
    }

    @Test("The event of a cancel tells which work order of which client, from what to what, why, who and when")
    func event() throws {
        let change = try contractWorkOrder().set(status: "cancelled", by: Self.admin, intent(reason: "Rain")).change
        #expect(
            change?.event
                == Event(
                    id: "i-1", type: "WorkOrderCancelled", subject: "work-order/28", time: halfPastTen,
                    data: [
                        "workOrderId": 28, "jobNo": "WO-2025-001", "clientId": 1, "previousStatus": "pending",
                        "status": "cancelled", "reason": "Rain", "changedBy": "45",
                        "changedAt": "2025-10-20T10:30:00.000Z",
                        "actor": ["id": "45", "name": "Jane Manager"],
                    ]))
    }
}
