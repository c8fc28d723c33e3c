import Cancellation
import JSON
import Storage
import Testing

@Suite struct EventTests {
    @Test("R2.6 an event is told of as a CloudEvent with its members in a fixed order")
    func cloudEvent() throws {
        let job = try DispatchJob(
            object(#"{"id":"J-1001","status":"Assigned","assignment":{"id":"A-1","contractorId":"C-9"}}"#))
        let event = try #require(job.cancel(intent(reason: "Rain")).change).event
        #expect(
            event.cloudEvent(at: EventCursor(7)).text
                == #"{"specversion":"1.0","id":"i-1","source":"/countermand","type":"JobCancelled","#
                + #""subject":"dispatch-job/J-1001","time":"2025-10-20T10:30:00.000Z","#
                + #""datacontenttype":"application/json","sequence":"00000000000000000007","#
                + #""data":{"jobId":"J-1001","previousStatus":"Assigned","assignmentId":"A-1","contractorId":"C-9","#
                + #""reason":"Rain","cancelledBy":"45","cancelledAt":"2025-10-20T10:30:00.000Z","#
                + #""actor":{"id":"45","name":"Jane Manager"}}}"#)
    }

    @Test("C15 the event of every change, of a status too, ends with its actor; the audit entry stays as it was")
    func actor() throws {
        let order = try contractWorkOrder()
        let changes = try [
            CleaningJob(["id": "J", "status": "new"]).cancel(intent()).change,
            DispatchJob(["id": "J", "status": "Open"]).cancel(intent()).change,
            order.set(status: "cancelled", by: access(["admin"]), intent()).change,
            order.set(status: "completed", by: access(["staff"]), intent()).change,
        ]
        for change in changes {
            let change = try #require(change)
            let last = change.event.data.members.last
            #expect(last?.name == "actor")
            #expect(last?.value == ["id": "45", "name": "Jane Manager"])
            #expect(change.audit.json["actor"] == nil)
            #expect(change.audit.json["by"] == last?.value)
        }
    }

    @Test("Cursors are ordered as their numbers are")
    func order() {
        #expect(EventCursor(9) < EventCursor(10))
        #expect(!(EventCursor(10) < EventCursor(10)))
    }

    @Test(
        "C8 the reason is kept in the audit entry and in the event, for every kind of record",
        arguments: ["Rain", nil])
    func reason(text: String?) throws {
        let intent = intent(reason: text)
        let expected = text.map(JSONValue.string) ?? .null
        let cleaning = try #require(CleaningJob(["id": "J", "status": "new"]).cancel(intent).change)
        #expect([cleaning.audit.json["reason"], cleaning.event.data["reason"]] == [expected, expected])
        let dispatch = try #require(DispatchJob(["id": "J", "status": "Open"]).cancel(intent).change)
        #expect([dispatch.audit.json["reason"], dispatch.event.data["reason"]] == [expected, expected])
        let workOrder = try #require(
            contractWorkOrder().set(status: "cancelled", by: access(["admin"]), intent).change)
        #expect([workOrder.audit.json["reason"], workOrder.event.data["reason"]] == [expected, expected])
    }
}
