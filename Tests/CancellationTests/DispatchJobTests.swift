import Cancellation
import JSON
import Storage
import Testing

@Suite struct DispatchJobTests {
    static let assigned =
        #"{"id":"J-1001","status":"Assigned","assignment":{"id":"A-1","contractorId":"C-9","status":"Active"},"x":1}"#

    @Test("R2.4 the job as it then stands tells when and by whom it was cancelled")
    func cancel() throws {
        let change = try #require(DispatchJob(object(Self.assigned)).cancel(intent()).change)
        #expect(
            change.record.document.text
                == #"{"id":"J-1001","status":"Cancelled","#
                + #""assignment":{"id":"A-1","contractorId":"C-9","status":"Cancelled"},"x":1,"#
                + #""updatedAt":"2025-10-20T10:30:00.000Z","cancelledAt":"2025-10-20T10:30:00.000Z","#
                + #""cancelledBy":"45"}"#)
        #expect(change.record.status == "Cancelled")
        #expect(change.record.document["assignment"]?.object?["status"] == "Cancelled")
        #expect(change.released == [change.record.document["assignment"]])
        #expect(change.notes.isEmpty)
        #expect(try DispatchJob(change.record.document).record == change.record)
    }

    @Test("R2.6 a JobCancelled event carries the job, its assignment, the reason, who and when")
    func event() throws {
        let change = try #require(DispatchJob(object(Self.assigned)).cancel(intent(reason: "Rain")).change)
        #expect(
            change.event
                == Event(
                    id: "i-1", type: "JobCancelled", subject: "dispatch-job/J-1001", time: halfPastTen,
                    data: [
                        "jobId": "J-1001", "previousStatus": "Assigned", "assignmentId": "A-1", "contractorId": "C-9",
                        "reason": "Rain", "cancelledBy": "45", "cancelledAt": "2025-10-20T10:30:00.000Z",
                        "actor": ["id": "45", "name": "Jane Manager"],
                    ]))
    }

    @Test("R2.6 what there is none of stands in the event as null")
    func eventWithoutAssignment() throws {
        let change = try #require(DispatchJob(object(#"{"id":"J","status":"Open"}"#)).cancel(intent()).change)
        for member in ["assignmentId", "contractorId", "reason"] {
            #expect(change.event.data[member] == .null)
        }
    }

    @Test("The audit entry keeps the assignment as it was before")
    func audit() throws {
        let change = try #require(DispatchJob(object(Self.assigned)).cancel(intent()).change)
        #expect(
            change.audit.json.text
                == #"{"id":"i-1","at":"2025-10-20T10:30:00.000Z","by":{"id":"45","name":"Jane Manager"},"#
                + #""subject":"dispatch-job/J-1001","from":"Assigned","to":"Cancelled","reason":null,"#
                + #""assignment":{"id":"A-1","contractorId":"C-9","status":"Active"}}"#)
    }

    @Test(
        "R2.2 a completed and a cancelled job are refused, each for its own reason",
        arguments: [("Completed", .completed), ("Cancelled", .alreadyCancelled)]
            as [(String, DispatchJob.Refusal)])
    func refused(status: String, refusal: DispatchJob.Refusal) throws {
        #expect(try DispatchJob(["id": "J", "status": .string(status)]).cancel(intent()) == .refused(refusal))
    }

    @Test(
        "R2.2 every other status may be cancelled",
        arguments: ["Open", "Assigned", "InProgress", "completed", "Held"])
    func anyOtherStatus(status: String) throws {
        let change = try #require(DispatchJob(["id": "J", "status": .string(status)]).cancel(intent()).change)
        #expect(change.record.status == "Cancelled")
    }

    @Test(
        "R2.5 an assignment becomes Cancelled unless it is Completed; without one nothing is invented",
        arguments: [
            (#"{"status":"Active","id":"A"}"#, #"{"status":"Cancelled","id":"A"}"#),
            (#"{"id":"A"}"#, #"{"id":"A","status":"Cancelled"}"#),
            (#"{"id":"A","status":null}"#, #"{"id":"A","status":"Cancelled"}"#),
            (#"{"id":"A","status":"Completed"}"#, #"{"id":"A","status":"Completed"}"#),
            ("null", "null"),
        ])
    func assignment(before: String, after: String) throws {
        let job = try DispatchJob(object(#"{"id":"J","status":"Open","assignment":\#(before)}"#))
        let change = try #require(job.cancel(intent()).change)
        #expect(change.record.document["assignment"] == (try JSONValue(parsing: Array(after.utf8))))
    }

    @Test("R2.5 without an assignment the job does not get one")
    func noAssignment() throws {
        let change = try #require(DispatchJob(["id": "J", "status": "Open"]).cancel(intent()).change)
        #expect(change.record.document["assignment"] == nil)
        #expect(change.audit.details == ["assignment": nil])
    }

    @Test(
        "R2.1 a Dispatcher and an Admin may cancel, nobody else",
        arguments: [
            (["dispatcher"], true), (["admin"], true), (["contractor", "dispatcher"], true), ([], false),
            (["contractor"], false), (["super_admin"], false),
        ] as [([String], Bool)])
    func roles(roles: [String], may: Bool) throws {
        for status in ["Open", "Completed", "Cancelled"] {
            let job = try DispatchJob(["id": "J", "status": .string(status)])
            #expect((DispatchJob.cancel(job, by: roles, intent()) != .refused(.roleMayNotCancel)) == may)
        }
    }

    @Test("R2.2 a job that is not there is not found, R2.1 but only for a role that may cancel")
    func missing() {
        #expect(DispatchJob.cancel(nil, by: ["dispatcher"], intent()) == .refused(.notFound))
        #expect(DispatchJob.cancel(nil, by: ["contractor"], intent()) == .refused(.roleMayNotCancel))
    }
}
