import Cancellation
import HTTPMessage
import JSON
import Storage
import TestSupport
import Testing

@Suite struct CleaningJobTests {
    @Test(
        "R1.1 admin and super_admin may cancel",
        arguments: [Caller.admin, Caller("super_admin"), Caller("SUPER_ADMIN")])
    func may(caller: Caller) throws {
        let api = try TestAPI(Records.cleaningJob)
        #expect(api.respond(to: .cancelCleaning("JOB_X123", as: caller)) == .canceled)
        #expect(api.document(CleaningJob.kind, "JOB_X123")?.contains(#""status":"canceled""#) == true)
    }

    @Test(
        "R1.1 R1.2 everybody else gets the same 401",
        arguments: [Caller.visitor, .dispatcher, .staff, .jane, .clientAdmin(1), Caller("administrator"), .roleless])
    func mayNot(caller: Caller) throws {
        #expect(
            try TestAPI(Records.cleaningJob).respond(to: .cancelCleaning("JOB_X123", as: caller))
                == .error(401, "Unauthorized", fields: Answer.badToken))
    }

    @Test("R1.2 no token and a bad token get the contract's 401")
    func tokens() throws {
        let api = try TestAPI(Records.cleaningJob)
        #expect(
            api.respond(to: .cancelCleaning("JOB_X123", as: nil))
                == .error(401, "Unauthorized", fields: Answer.noToken))
        var forged = Request.cancelCleaning("JOB_X123", as: nil)
        forged.fields.append(
            "Authorization", "Bearer " + Token.signed(Caller.admin.claims, with: "another secret of more than 32 bytes")
        )
        #expect(api.respond(to: forged) == .error(401, "Unauthorized", fields: Answer.badToken))
    }

    @Test("R1.3 an unknown job is not found, and does not come to be")
    func unknown() throws {
        let api = try TestAPI()
        #expect(api.respond(to: .cancelCleaning("JOB_X123", as: .admin)) == .error(404, "Job not found"))
        #expect(api.snapshot.records.isEmpty)
    }

    @Test("R1.3 a dispatch job of the same id is no cleaning job")
    func otherKind() throws {
        #expect(
            try TestAPI(Records.dispatchJob).respond(to: .cancelCleaning("J-1001", as: .admin))
                == .error(404, "Job not found"))
    }

    @Test("R1.4 a repeated cancel succeeds and writes nothing")
    func repeated() throws {
        let api = try TestAPI(Records.cleaningJob)
        #expect(api.respond(to: .cancelCleaning("JOB_X123", as: .admin)) == .canceled)
        let before = api.snapshot
        api.now = Timestamp("2025-10-21T00:00:00.000Z")!
        #expect(api.respond(to: .cancelCleaning("JOB_X123", as: .admin, #"{"reason":"again"}"#)) == .canceledAlready)
        #expect(api.snapshot == before)
    }

    @Test("R1.5 any other status may be canceled", arguments: ["completed", "scheduled", "in-progress", "cancelled"])
    func anyStatus(status: String) throws {
        let api = try TestAPI(#"{"kind":"cleaning-job","id":"J","status":"\#(status)"}"#)
        #expect(api.respond(to: .cancelCleaning("J", as: .admin)) == .canceled)
        #expect(
            api.document(CleaningJob.kind, "J")
                == #"{"id":"J","status":"canceled","updatedAt":"2025-10-20T10:30:00.000Z"}"#)
    }

    @Test("R1.7 a cancel takes the cleaners off; the audit entry and the event keep them")
    func cleaners() throws {
        let api = try TestAPI(Records.cleaningJob)
        #expect(api.respond(to: .cancelCleaning("JOB_X123", as: .admin, #"{"reason":"Rain"}"#)) == .canceled)
        #expect(
            api.document(CleaningJob.kind, "JOB_X123")
                == #"{"id":"JOB_X123","status":"canceled","cleaners":[],"updatedAt":"2025-10-20T10:30:00.000Z"}"#)
        #expect(
            api.events == [
                Event(
                    id: "id-1", type: "CleaningJobCanceled", subject: "cleaning-job/JOB_X123", time: api.now,
                    data: [
                        "jobId": "JOB_X123", "previousStatus": "scheduled", "cleaners": ["CLN_1", "CLN_2"],
                        "reason": "Rain", "canceledBy": "7", "canceledAt": .string(TestAPI.now),
                        "actor": ["id": "7", "name": "Ada Admin"],
                    ])
            ])
        #expect(
            api.snapshot.audit.map(\.json) == [
                [
                    "id": "id-1", "at": .string(TestAPI.now), "by": ["id": "7", "name": "Ada Admin"],
                    "subject": "cleaning-job/JOB_X123", "from": "scheduled", "to": "canceled", "reason": "Rain",
                    "cleaners": ["CLN_1", "CLN_2"],
                ]
            ])
    }
}
