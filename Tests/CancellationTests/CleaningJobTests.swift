import Cancellation
import JSON
import Storage
import Testing

@Suite struct CleaningJobTests {
    static let scheduled = #"{"id":"JOB_X123","status":"scheduled","cleaners":["CLN_1",2],"rooms":3}"#

    @Test("R1.7 a cancel empties the list of cleaners and keeps everything else where it was")
    func cancel() throws {
        let change = try #require(CleaningJob(object(Self.scheduled)).cancel(intent()).change)
        #expect(
            change.record.document.text
                == #"{"id":"JOB_X123","status":"canceled","cleaners":[],"rooms":3,"#
                + #""updatedAt":"2025-10-20T10:30:00.000Z"}"#)
        #expect(change.record.key == RecordKey(CleaningJob.kind, "JOB_X123"))
        #expect(change.record.status == "canceled")
        #expect(try CleaningJob(change.record.document).cleaners == [])
        #expect(change.released == ["CLN_1", 2])
        #expect(change.notes.isEmpty)
    }

    @Test("R1.7 the audit entry keeps which cleaners were taken off")
    func audit() throws {
        let change = try #require(CleaningJob(object(Self.scheduled)).cancel(intent(reason: "Rain")).change)
        #expect(
            change.audit.json.text
                == #"{"id":"i-1","at":"2025-10-20T10:30:00.000Z","by":{"id":"45","name":"Jane Manager"},"#
                + #""subject":"cleaning-job/JOB_X123","from":"scheduled","to":"canceled","reason":"Rain","#
                + #""cleaners":["CLN_1",2]}"#)
    }

    @Test("R1.7 the event keeps which cleaners were taken off")
    func event() throws {
        let change = try #require(CleaningJob(object(Self.scheduled)).cancel(intent(reason: "Rain")).change)
        #expect(
            change.event
                == Event(
                    id: "i-1", type: "CleaningJobCanceled", subject: "cleaning-job/JOB_X123", time: halfPastTen,
                    data: [
                        "jobId": "JOB_X123", "previousStatus": "scheduled", "cleaners": ["CLN_1", 2],
                        "reason": "Rain", "canceledBy": "45", "canceledAt": "2025-10-20T10:30:00.000Z",
                        "actor": ["id": "45", "name": "Jane Manager"],
                    ]))
    }

    @Test(
        "R1.5 a job of any other status may be canceled",
        arguments: ["scheduled", "completed", "Canceled", "cancelled", "in progress"])
    func anyStatus(status: String) throws {
        let job = try CleaningJob(["id": "J", "status": .string(status)])
        let change = try #require(job.cancel(intent()).change)
        #expect(change.record.status == "canceled")
        #expect(change.audit.from == status)
        #expect(change.event.data["previousStatus"] == .string(status))
    }

    @Test("R1.4 a canceled job stays as it is, even if cleaners are on it")
    func repeated() throws {
        let job = try CleaningJob(object(#"{"id":"J","status":"canceled","cleaners":["CLN_1"]}"#))
        #expect(job.cancel(intent()) == .unchanged)
    }

    @Test(
        "A job without a list of cleaners gets none, and the event says that none were taken off",
        arguments: [#"{"id":"J","status":"new"}"#, #"{"id":"J","status":"new","cleaners":null}"#])
    func noCleaners(text: String) throws {
        let document = try object(text)
        let change = try #require(CleaningJob(document).cancel(intent()).change)
        #expect(change.record.document["cleaners"] == document["cleaners"])
        #expect(change.event.data["cleaners"] == [])
        #expect(change.audit.details == ["cleaners": []])
    }

    @Test(
        "R1.1 admin and super_admin may cancel, everybody else may not",
        arguments: [
            (["admin"], true), (["super_admin"], true), (["admin", "cleaner"], true), ([], false),
            (["cleaner"], false), (["administrator"], false), (["dispatcher", "staff", "client_admin"], false),
        ] as [([String], Bool)])
    func roles(roles: [String], may: Bool) {
        #expect(CleaningJob.mayCancel(roles) == may)
    }

    @Test("R1.3 a job that is not there is not found")
    func missing() { #expect(CleaningJob.cancel(nil, intent()) == .refused(.notFound)) }

    @Test("A job that was cancelled can be read again from its record")
    func readAgain() throws {
        let change = try #require(CleaningJob(object(Self.scheduled)).cancel(intent()).change)
        #expect(try CleaningJob(change.record.document).record == change.record)
    }
}
